/**
 * Reviews, feedback, cached results and cursors in a JDBC database: an SQLite file by default, PostgreSQL when several
 * machines share them. Start at {@link io.github.supportops.copilot.store.Store}.
 */
@NullMarked
package io.github.supportops.copilot.store;

import org.jspecify.annotations.NullMarked;
