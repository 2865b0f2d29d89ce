/** What a user of the published jars sees, over HTTP/2 and TLS. */
package io.github.supportops.copilot.blackbox;
