package io.github.supportops.copilot.helpdesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import io.github.supportops.copilot.helpdesk.internal.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An audit log in a file. A line that a crash has cut off stays as it is, and the next entry starts a line of its own. */
final class FileAuditLog implements AuditLog {
    private final Path file;
    private final FileChannel channel;
    private boolean onNewLine;

    private FileAuditLog(Path file, FileChannel channel, boolean onNewLine) {
        this.file = file;
        this.channel = channel;
        this.onNewLine = onNewLine;
    }

    static FileAuditLog open(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        FileChannel channel =
                OwnerOnly.open(absolute, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long size = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        boolean onNewLine = size == 0 || (channel.read(last, size - 1) == 1 && last.get(0) == '\n');
        channel.position(size);
        return new FileAuditLog(absolute, channel, onNewLine);
    }

    @Override
    public synchronized void append(AuditEntry entry) {
        String line = (onNewLine ? "" : "\n") + HelpdeskJson.write(json(entry)) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        onNewLine = false;
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
            onNewLine = true;
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The audit log " + file + " cannot be written; nothing is sent without it", failed);
        }
    }

    private static ObjectNode json(AuditEntry entry) {
        ObjectNode json = HelpdeskJson.object()
                .put("at", entry.at().toString())
                .put("system", entry.system())
                .put("ticket_id", entry.ticketId())
                .put("version", entry.version())
                .put("step", entry.step().wireName());
        ArrayNode changes = json.putArray("changes");
        for (FieldChange change : entry.changes()) {
            changes.addObject()
                    .put("name", change.name())
                    .put("before", change.was().orElse(null))
                    .put("after", change.after());
        }
        return json;
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("The audit log " + file + " cannot be closed", failed);
        }
    }
}
