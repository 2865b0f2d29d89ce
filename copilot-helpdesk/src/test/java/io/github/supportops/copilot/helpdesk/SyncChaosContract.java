package io.github.supportops.copilot.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.helpdesk.FakeHelpdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeTicketView;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backlog is triaged and followed by a process that is killed again and again, while one call in twenty goes wrong,
 * customers write again and agents edit. {@code -Dsync.tickets=10000} is the long run of docs/helpdesk.md.
 */
abstract class SyncChaosContract {
    static final Instant BEFORE_EVERYTHING = Instant.parse("2020-01-01T00:00:00Z");

    private static final int TICKETS = Integer.getInteger("sync.tickets", 24);
    private static final Pattern MARKER = Pattern.compile("\\[ai-triage:[^\\]]+\\]");

    @TempDir
    Path directory;

    private final Random random = new Random(7);
    private final Map<String, Integer> customerMessages = new HashMap<>();
    private final Map<String, Set<String>> agentTags = new HashMap<>();
    private final Set<String> setToHighest = new HashSet<>();
    private final Set<String> publicTexts = new HashSet<>();

    /** A fake whose limits are generous but real. */
    abstract FakeHelpdesk open();

    /** Connects with a short deadline for each call; the class also has a static twin for the other process. */
    abstract Helpdesk connect(URI address);

    /** The highest priority in the system's words. */
    abstract String highestPriority();

    /** Whether the system has tags. */
    boolean hasTags() {
        return true;
    }

    @Test
    @Timeout(1_800)
    void everyMessageGetsItsNoteOnceThroughFaultsKillsAndEdits() throws Exception {
        try (FakeHelpdesk desk = open()) {
            for (int number = 0; number < TICKETS; number++) {
                opens(desk, number);
            }
            desk.faults().share(0.05, 11);
            int kills = 0;
            while (untriaged(desk) > 0 || kills < 2) {
                Process process = start(desk.baseUrl());
                liveFor(desk, 2_000 + random.nextInt(2_000));
                process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
                kills++;
                assertThat(kills).as("the sync gets on between two kills").isLessThan(50 + TICKETS / 5);
            }
            desk.faults().none();
            sweepUntilQuiet(desk);
            verify(desk);
            System.out.printf(
                    "%s: %d tickets, %d messages, %d kills, %d calls over a limit%n",
                    getClass().getSimpleName(),
                    TICKETS,
                    customerMessages.values().stream()
                            .mapToInt(Integer::intValue)
                            .sum(),
                    kills,
                    desk.limitViolations());
        }
    }

    private void opens(FakeHelpdesk desk, int number) {
        String text = "The export number " + number + " is broken <b>and</b> I am waiting";
        String id = desk.customerOpens("Export " + number, text);
        customerMessages.put(id, 1);
    }

    /** What happens at a help desk meanwhile: now and then an agent edits, and a customer whose message is triaged writes. */
    private void liveFor(FakeHelpdesk desk, int milliseconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        List<String> ids = desk.ticketIds();
        while (System.nanoTime() < end) {
            String id = ids.get(random.nextInt(ids.size()));
            switch (random.nextInt(4)) {
                case 0 -> editTags(desk, id);
                case 1 -> {
                    desk.agentSetsPriority(id, highestPriority());
                    setToHighest.add(id);
                }
                case 2 -> desk.agentReplies(id, "We are looking into it");
                default -> {
                    if (markers(desk.ticket(id)).size() == customerMessages.get(id) && customerMessages.get(id) < 3) {
                        desk.customerWrites(id, "Any news? It is still broken");
                        customerMessages.merge(id, 1, Integer::sum);
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void editTags(FakeHelpdesk desk, String id) {
        if (hasTags()) {
            String tag = "agent_" + random.nextInt(1_000);
            desk.agentAddsTag(id, tag);
            agentTags.computeIfAbsent(id, none -> new HashSet<>()).add(tag);
        }
    }

    private long untriaged(FakeHelpdesk desk) {
        return desk.ticketIds().stream()
                .filter(id -> markers(desk.ticket(id)).size() < customerMessages.get(id))
                .count();
    }

    private void sweepUntilQuiet(FakeHelpdesk desk) throws Exception {
        for (int round = 0; round < 10; round++) {
            try (Helpdesk helpdesk = connect(desk.baseUrl());
                    Checkpoints checkpoints = Checkpoints.file(directory.resolve("state"));
                    HelpdeskSync sync = HelpdeskSync.builder(helpdesk, FakeTicketAnalyzer.create())
                            .checkpoints(checkpoints)
                            .since(BEFORE_EVERYTHING)
                            .build()) {
                if (sync.once().count(SyncEvent.Kind.TRIAGED) == 0
                        && sync.retrying().isEmpty()) {
                    return;
                }
            }
        }
    }

    private void verify(FakeHelpdesk desk) {
        for (String id : desk.ticketIds()) {
            FakeTicketView ticket = desk.ticket(id);
            List<String> all = markers(ticket);
            assertThat(all).as("notes of ticket %s", id).doesNotHaveDuplicates();
            assertThat(all).as("every message of ticket %s has its triage", id).hasSize(customerMessages.get(id));
            assertThat(ticket.tags()).containsAll(agentTags.getOrDefault(id, Set.of()));
            if (setToHighest.contains(id)) {
                assertThat(ticket.priority()).as("priority of %s", id).contains(highestPriority());
            }
            assertThat(String.join("\n", ticket.publicMessages()))
                    .doesNotContain("ai-triage")
                    .doesNotContain("AI triage");
        }
        assertThat(desk.limitViolations()).isZero();
    }

    private static List<String> markers(FakeTicketView ticket) {
        return ticket.privateNotes().stream()
                .flatMap(note -> MARKER.matcher(note).results().map(MatchResult::group))
                .toList();
    }

    private Process start(URI address) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .replace('\n', File.pathSeparatorChar),
                        SyncProcess.class.getName(),
                        getClass().getName(),
                        address.toString(),
                        directory.resolve("state").toString(),
                        directory.resolve("audit.jsonl").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("process.log").toFile())
                .start();
    }
}
