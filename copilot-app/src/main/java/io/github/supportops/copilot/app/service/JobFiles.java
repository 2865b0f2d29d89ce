package io.github.supportops.copilot.app.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where jobs lie: a directory for each, with the upload, the facts, the result, and while it runs its journal. */
final class JobFiles {
    private static final Logger LOG = LoggerFactory.getLogger(JobFiles.class);

    private static final int PIECE = 65_536;

    private final Path directory;

    JobFiles(Path directory) {
        this.directory = directory;
    }

    Path create(String id) throws IOException {
        return Files.createDirectories(of(id));
    }

    Path of(String id) {
        return directory.resolve(id);
    }

    Path input(String id) {
        return of(id).resolve("input.csv");
    }

    Path output(String id) {
        return of(id).resolve("output.csv");
    }

    /** Writes the facts so that a crash leaves either the old ones or the new ones. */
    void write(JobFacts facts) {
        Path target = of(facts.id()).resolve("job.json");
        Path draft = of(facts.id()).resolve("job.json.new");
        try {
            try (FileChannel file = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(facts.json().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(of(facts.id()));
            sync(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes an upload survive a crash of the machine. */
    void syncInput(String id) {
        sync(input(id));
    }

    /** Makes a file, or the names in a directory, survive a crash of the machine, where the system can. */
    private static void sync(Path place) {
        try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            LOG.debug(
                    "A file or directory cannot be synced here: {}",
                    unsupported.getClass().getName());
        }
    }

    /** {@return the jobs an earlier run of the service left; what has no facts was never accepted and goes} */
    List<JobFacts> readAll() throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.sorted()
                    .filter(Files::isDirectory)
                    .flatMap(folder -> readOne(folder).stream())
                    .toList();
        }
    }

    private List<JobFacts> readOne(Path folder) {
        String id = String.valueOf(folder.getFileName());
        try {
            return List.of(JobFacts.read(Files.readString(folder.resolve("job.json"))));
        } catch (NoSuchFileException neverAccepted) {
            delete(id);
        } catch (IOException | RuntimeException damaged) {
            LOG.error(
                    "The job {} cannot be read and is left alone: {}",
                    id,
                    damaged.getClass().getName());
        }
        return List.of();
    }

    /** {@return whether the upload of a job names one of these; a name inside another text counts, so none is overlooked} */
    boolean holds(JobFacts facts, Set<String> names) {
        Set<String> forms = names.stream().flatMap(JobFiles::written).collect(Collectors.toSet());
        int longest = forms.stream().mapToInt(String::length).max().orElse(0);
        try (InputStream in = Files.newInputStream(input(facts.id()))) {
            String kept = "";
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                String text = kept + new String(piece, StandardCharsets.ISO_8859_1);
                if (forms.stream().anyMatch(text::contains)) {
                    return true;
                }
                // A name may begin in one piece and end in the next.
                kept = text.substring(Math.max(0, text.length() - longest));
            }
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A name as it may stand in a file: as a cell, and as JSON in a cell. */
    private static Stream<String> written(String name) {
        String json = JsonUpload.ascii(name);
        return Stream.of(name, json.substring(1, json.length() - 1))
                .map(form -> form.replace("\"", "\"\""))
                .map(form -> new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    void delete(String id) {
        Path folder = of(id);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            LOG.debug("The job {} is gone already", id);
        } catch (IOException failed) {
            LOG.error(
                    "The files of job {} cannot be deleted: {}",
                    id,
                    failed.getClass().getName());
        }
    }
}
