package io.github.supportops.copilot.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.helpdesk.internal.DurableFile;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import io.github.supportops.copilot.helpdesk.internal.OneOwner;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints in a file that only grows: each change is a line with a checksum, written through to the disk before the call
 * returns. A line that a crash has cut off at the end is dropped; a broken line elsewhere is an error. The file is written
 * anew when most of it is history.
 */
final class FileCheckpoints implements Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(FileCheckpoints.class);
    private static final int WORTH_COMPACTING = 1_000;

    private final MemoryCheckpoints values = new MemoryCheckpoints();
    private final Path path;
    private final OneOwner owner;
    private final DurableFile file;
    private long lines;
    private long compactAt = WORTH_COMPACTING;
    private boolean closed;
    private @Nullable IOException broken;

    private FileCheckpoints(Path path, OneOwner owner, DurableFile file) {
        this.path = path;
        this.owner = owner;
        this.file = file;
    }

    static FileCheckpoints open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        OneOwner owner = OneOwner.of(absolute)
                .orElseThrow(() -> new IOException(
                        path + " is in use by another sync; run one at a time, or give each its own file"));
        DurableFile file;
        try {
            file = DurableFile.open(absolute);
        } catch (IOException | RuntimeException unusable) {
            owner.close();
            throw unusable;
        }
        FileCheckpoints checkpoints = new FileCheckpoints(absolute, owner, file);
        try {
            checkpoints.load();
            return checkpoints;
        } catch (IOException | RuntimeException unreadable) {
            checkpoints.close();
            throw unreadable;
        }
    }

    private synchronized void load() throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        int start = 0;
        for (int end = lineEnd(bytes, 0); end >= 0; end = lineEnd(bytes, start)) {
            apply(bytes, start, end);
            start = end + 1;
        }
        if (start < bytes.length) {
            if (!isCutOff(bytes, start)) {
                throw damaged(lines + 1);
            }
            file.truncate(start);
        }
        compactIfWorthIt();
    }

    /** Whether this can be the beginning of a line of ours; anything else belongs to somebody and is not cut away. */
    private static boolean isCutOff(byte[] bytes, int start) {
        for (int place = start; place < Math.min(bytes.length, start + 10); place++) {
            int letter = bytes[place];
            boolean fits = switch (place - start) {
                case 8 -> letter == ' ';
                case 9 -> letter == '{';
                default -> (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
            };
            // A power cut can leave zeros where the bytes had not reached the disk.
            if (!fits && letter != 0) {
                return false;
            }
        }
        return true;
    }

    private IOException damaged(long line) {
        return new IOException(path + " is damaged in line " + line
                + "; move it away to start anew: tickets that have their note are recognised");
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int place = from; place < bytes.length; place++) {
            if (bytes[place] == '\n') {
                return place;
            }
        }
        return -1;
    }

    /** A line is the checksum as eight digits, a space, and the change as JSON. */
    private void apply(byte[] bytes, int start, int end) throws IOException {
        lines++;
        String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        if (line.length() < 10 || !line.startsWith(checksum(bytes, start + 9, end) + " ")) {
            throw damaged(lines);
        }
        JsonNode record = HelpdeskJson.read(line.substring(9));
        String name = record.path("name").asText();
        if (record.has("value")) {
            values.put(name, record.path("value").asText());
        } else {
            values.remove(name);
        }
    }

    /** History is worth nothing, but getting rid of it costs writing all the rest: at most every other time it doubled. */
    private void compactIfWorthIt() {
        if (lines < compactAt || lines <= 4L * values.size()) {
            return;
        }
        Map<String, String> live = values.startingWith("");
        StringBuilder text = new StringBuilder();
        live.forEach((name, value) -> text.append(line(name, value)));
        try {
            file.replace(text.toString());
            lines = live.size();
            compactAt = WORTH_COMPACTING;
        } catch (IOException kept) {
            // The long file is as good; it is tried again when it has doubled.
            compactAt = 2 * lines;
            LOG.warn("{} could not be made shorter: {}", path, kept.getClass().getSimpleName());
        }
    }

    @Override
    public Optional<String> get(String name) {
        return values.get(name);
    }

    @Override
    public synchronized void put(String name, String value) {
        if (!values.get(name).equals(Optional.of(value))) {
            append(line(name, value));
            values.put(name, value);
            compactIfWorthIt();
        }
    }

    @Override
    public synchronized void remove(String name) {
        if (values.get(name).isPresent()) {
            append(line(name, null));
            values.remove(name);
            compactIfWorthIt();
        }
    }

    /** One write for all of them: a crash forgets the first few or all, and the rest is forgotten again next time. */
    @Override
    public synchronized void removeStartingWith(String prefix) {
        Map<String, String> gone = values.startingWith(prefix);
        if (!gone.isEmpty()) {
            StringBuilder text = new StringBuilder();
            gone.keySet().forEach(name -> text.append(line(name, null)));
            append(text.toString());
            lines += gone.size() - 1L;
            values.removeStartingWith(prefix);
        }
    }

    @Override
    public Map<String, String> startingWith(String prefix) {
        return values.startingWith(prefix);
    }

    private void append(String line) {
        if (closed) {
            throw new IllegalStateException("The checkpoints in " + path + " are closed");
        }
        if (broken != null) {
            throw unwritable(broken);
        }
        try {
            file.append(line);
            lines++;
        } catch (IOException failed) {
            // What stands at the end now is unknown; the next line must not continue half a line.
            broken = failed;
            throw unwritable(failed);
        }
    }

    private UncheckedIOException unwritable(IOException failed) {
        return new UncheckedIOException(
                "The checkpoints in " + path + " cannot be written; make room or give the right, and start again",
                failed);
    }

    private static String line(String name, @Nullable String value) {
        ObjectNode record = HelpdeskJson.object().put("name", name);
        if (value != null) {
            record.put("value", value);
        }
        String json = HelpdeskJson.write(record);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return checksum(bytes, 0, bytes.length) + " " + json + "\n";
    }

    private static String checksum(byte[] bytes, int start, int end) {
        CRC32 crc = new CRC32();
        crc.update(bytes, start, end - start);
        return HexFormat.of().toHexDigits(crc.getValue(), 8);
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeQuietly(file);
        closeQuietly(owner);
    }

    private static void closeQuietly(Closeable open) {
        try {
            open.close();
        } catch (IOException alreadyUnusable) {
            // Everything that was promised is on the disk; closing adds nothing.
        }
    }
}
