package io.github.supportops.copilot.helpdesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.helpdesk.internal.DurableFile;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An audit log in a file. A line that a crash has cut off stays as it is, and the next entry starts a line of its own. */
final class FileAuditLog implements AuditLog {
    private final Path path;
    private final DurableFile file;
    private boolean onNewLine;

    private FileAuditLog(Path path, DurableFile file, boolean onNewLine) {
        this.path = path;
        this.file = file;
        this.onNewLine = onNewLine;
    }

    static FileAuditLog open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        DurableFile file = DurableFile.open(absolute);
        try {
            return new FileAuditLog(absolute, file, endsWithLineEnd(absolute));
        } catch (IOException unreadable) {
            file.close();
            throw unreadable;
        }
    }

    private static boolean endsWithLineEnd(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() == 0 || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
        }
    }

    @Override
    public synchronized void append(AuditEntry entry) {
        String line = (onNewLine ? "" : "\n") + HelpdeskJson.write(json(entry)) + "\n";
        onNewLine = false;
        try {
            file.append(line);
            onNewLine = true;
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The audit log " + path + " cannot be written; nothing is sent without it", failed);
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
            file.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("The audit log " + path + " cannot be closed", failed);
        }
    }
}
