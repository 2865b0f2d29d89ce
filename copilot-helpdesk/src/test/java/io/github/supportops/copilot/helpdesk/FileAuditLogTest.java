package io.github.supportops.copilot.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The record of every write. */
class FileAuditLogTest {
    private static final String LINE = """
            {"at":"2026-11-22T10:00:00Z","system":"zendesk","ticket_id":"7","version":"v1","step":"sending",\
            "changes":[{"name":"priority","before":null,"after":"high"},{"name":"tags","before":"a","after":"a b\\n"}]}
            """;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("deeper/audit.jsonl");
    }

    private static AuditEntry entry() {
        return new AuditEntry(
                Instant.parse("2026-11-22T10:00:00Z"),
                "zendesk",
                "7",
                "v1",
                AuditEntry.Step.SENDING,
                List.of(new FieldChange("priority", null, "high"), new FieldChange("tags", "a", "a b\n")));
    }

    @Test
    void everyEntryIsALineWithTheValuesBeforeAndAfter() throws IOException {
        for (int run = 0; run < 2; run++) {
            try (AuditLog log = AuditLog.file(file())) {
                log.append(entry());
                assertThat(Files.readString(file())).endsWith(LINE);
            }
        }
        assertThat(Files.readString(file())).isEqualTo(LINE + LINE);
    }

    @Test
    void aLineThatACrashHasCutOffStaysAndTheNextEntryHasItsOwn() throws IOException {
        for (int size = 1; size <= LINE.length(); size += size < 10 || size > 190 ? 1 : 15) {
            Files.createDirectories(file().getParent());
            Files.writeString(file(), LINE + LINE.substring(0, size));
            try (AuditLog log = AuditLog.file(file())) {
                log.append(entry());
                log.append(entry());
            }

            String torn = LINE.substring(0, Math.min(size, LINE.length() - 1));
            assertThat(Files.readString(file())).isEqualTo(LINE + torn + "\n" + LINE + LINE);
        }
    }

    @Test
    void twoLogsOnOneFileDoNotWriteOverEachOther() throws IOException {
        try (AuditLog one = AuditLog.file(file());
                AuditLog other = AuditLog.file(file())) {
            one.append(entry());
            other.append(entry());
            one.append(entry());
        }
        assertThat(Files.readString(file())).isEqualTo(LINE.repeat(3));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nobodyButTheOwnerCanReadIt() throws IOException {
        AuditLog.file(file()).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void anInterruptedThreadKeepsItsEntry() throws IOException {
        try (AuditLog log = AuditLog.file(file())) {
            Thread.currentThread().interrupt();
            log.append(entry());
            assertThat(Thread.interrupted()).isTrue();
            log.append(entry());
        }
        assertThat(Files.readString(file())).isEqualTo(LINE + LINE);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBeWrittenIsAnErrorBeforeAnythingIsSent() throws IOException {
        Path full = Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));
        try (AuditLog log = AuditLog.file(full)) {
            assertThatThrownBy(() -> log.append(entry()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("The audit log " + full + " cannot be written; nothing is sent without it");
        }
    }

    @Test
    void afterAnOutsiderHasCutTheFileEntriesGoOnAtItsEnd() throws IOException {
        try (AuditLog log = AuditLog.file(file())) {
            log.append(entry());
            Files.write(file(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            log.append(entry());
        }
        assertThat(Files.readString(file())).isEqualTo(LINE);
    }
}
