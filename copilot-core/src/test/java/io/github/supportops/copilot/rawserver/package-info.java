/** A server on plain sockets that misbehaves on command. Start with {@link io.github.supportops.copilot.rawserver.RawServer}. */
package io.github.supportops.copilot.rawserver;
