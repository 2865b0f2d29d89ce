/**
 * One short program for each question a user asks. Each runs without a key by {@code ./mvnw -q -ntp -pl copilot-examples -am
 * -Dmaven.test.skip=true package -Dexample=NAME}.
 */
@NullMarked
package io.github.supportops.copilot.examples;

import org.jspecify.annotations.NullMarked;
