package io.github.supportops.copilot.testkit;

import io.github.supportops.copilot.testkit.StubReply.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;

/** Writes a body with the faults and pauses of its reply. */
final class StubBody implements MockResponseBody {
    private static final Duration STALL = Duration.ofHours(1);

    private final byte[] bytes;
    private final StubReply reply;
    private final Script script;

    StubBody(String text, StubReply reply, Script script) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.reply = reply;
        this.script = script;
    }

    @Override
    public long getContentLength() {
        // A client must wait for a body that was announced and does not come.
        return reply.fault() == Fault.STALL_AFTER_HEADERS ? 1_000 : bytes.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        switch (reply.fault()) {
            case STALL_AFTER_HEADERS -> stall(sink);
            case STALL_IN_BODY -> {
                write(sink, bytes.length / 2);
                stall(sink);
            }
            default -> write(sink, bytes.length);
        }
    }

    private void write(BufferedSink sink, int length) throws IOException {
        if (reply.pause().isZero()) {
            sink.write(bytes, 0, length);
            sink.flush();
            return;
        }
        for (int index = 0; index < length; index++) {
            script.pause(reply.pause());
            sink.writeByte(bytes[index]);
            sink.flush();
        }
    }

    private void stall(BufferedSink sink) throws IOException {
        sink.flush();
        script.pause(STALL);
        throw new IOException("The stub was closed while a reply was stalled");
    }
}
