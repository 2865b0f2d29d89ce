package io.github.supportops.copilot.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import io.github.supportops.copilot.helpdesk.internal.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints in a file that only grows: each change is a line with a checksum, written through to the disk before the call
 * returns. A line that a crash has cut off at the end is dropped; a broken line elsewhere is an error. Opening writes the
 * file anew when most of it is history.
 */
final class FileCheckpoints implements Checkpoints {
    private static final int WORTH_COMPACTING = 1_000;

    private final MemoryCheckpoints values = new MemoryCheckpoints();
    private final Path file;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private @Nullable FileChannel channel;
    private long lines;

    private FileCheckpoints(Path file, FileChannel lockChannel, FileLock lock) {
        this.file = file;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    static FileCheckpoints open(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        Path lockFile = absolute.resolveSibling(absolute.getFileName() + ".lock");
        FileChannel lockChannel = OwnerOnly.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = locked(lockChannel);
        if (lock == null) {
            lockChannel.close();
            throw new IOException(file + " is in use by another sync; run one at a time, or give each its own file");
        }
        FileCheckpoints checkpoints = new FileCheckpoints(absolute, lockChannel, lock);
        try {
            checkpoints.load();
            return checkpoints;
        } catch (IOException | RuntimeException unreadable) {
            checkpoints.close();
            throw unreadable;
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private synchronized void load() throws IOException {
        FileChannel opened =
                OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel = opened;
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        for (int end = next(bytes, 0); end >= 0; end = next(bytes, start)) {
            apply(new String(bytes, start, end - start, StandardCharsets.UTF_8));
            start = end + 1;
        }
        opened.truncate(start);
        opened.position(start);
        if (lines > WORTH_COMPACTING && lines > 4L * values.startingWith("").size()) {
            compact();
        }
    }

    private static int next(byte[] bytes, int from) {
        for (int place = from; place < bytes.length; place++) {
            if (bytes[place] == '\n') {
                return place;
            }
        }
        return -1;
    }

    private void apply(String line) throws IOException {
        lines++;
        int space = line.indexOf(' ');
        String json = line.substring(space + 1);
        if (space < 0 || !line.substring(0, space).equals(checksum(json))) {
            throw new IOException(file + " is damaged in line " + lines
                    + "; move it away to start anew: tickets that have their note are recognised");
        }
        JsonNode record = HelpdeskJson.read(json);
        String name = record.path("name").asText();
        if (record.has("value")) {
            values.put(name, record.path("value").asText());
        } else {
            values.remove(name);
        }
    }

    /** The new file takes the old one's place by one rename, so a crash leaves one of them whole. */
    private void compact() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Map<String, String> live = values.startingWith("");
        StringBuilder text = new StringBuilder();
        live.forEach((name, value) -> text.append(line(name, value)));
        try (FileChannel out = OwnerOnly.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(out, text.toString());
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        closeQuietly(channel);
        FileChannel opened = OwnerOnly.open(file, StandardOpenOption.WRITE);
        opened.position(opened.size());
        channel = opened;
        lines = live.size();
    }

    @Override
    public Optional<String> get(String name) {
        return values.get(name);
    }

    @Override
    public synchronized void put(String name, String value) {
        if (values.get(name).equals(Optional.of(value))) {
            return;
        }
        append(line(name, value));
        values.put(name, value);
    }

    @Override
    public synchronized void remove(String name) {
        if (values.get(name).isPresent()) {
            append(line(name, null));
            values.remove(name);
        }
    }

    @Override
    public Map<String, String> startingWith(String prefix) {
        return new TreeMap<>(values.startingWith(prefix));
    }

    private void append(String line) {
        FileChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("The checkpoints in " + file + " are closed");
        }
        try {
            writeFully(open, line);
            open.force(false);
            lines++;
        } catch (IOException failed) {
            // What stands in the file now is unknown; the next line must not continue half a line.
            closeQuietly(open);
            channel = null;
            throw new UncheckedIOException("The checkpoints in " + file + " cannot be written", failed);
        }
    }

    private static void writeFully(FileChannel out, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static String line(String name, @Nullable String value) {
        ObjectNode record = HelpdeskJson.object().put("name", name);
        if (value != null) {
            record.put("value", value);
        }
        String json = HelpdeskJson.write(record);
        return checksum(json) + " " + json + "\n";
    }

    private static String checksum(String json) {
        CRC32 crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private static void closeQuietly(@Nullable FileChannel open) {
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyUnusable) {
                // Everything that was promised is on the disk; closing adds nothing.
            }
        }
    }

    @Override
    public synchronized void close() {
        closeQuietly(channel);
        channel = null;
        try {
            lock.release();
        } catch (IOException alreadyReleased) {
            // Closing the channel below releases it as well.
        }
        closeQuietly(lockChannel);
    }
}
