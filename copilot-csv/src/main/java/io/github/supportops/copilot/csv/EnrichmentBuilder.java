package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.batch.RunBudget;
import io.github.supportops.copilot.batch.TicketBatch;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link Enrichment}. Not thread-safe. Defaults:
 *
 * <ul>
 *   <li>mapping: columns are found by the names {@link TicketField} gives them
 *   <li>encoding: by the byte order mark, otherwise UTF-8
 *   <li>delimiter: the one the header uses most of comma, semicolon, tab and bar
 *   <li>formula protection: {@link FormulaProtection#APOSTROPHE}
 *   <li>resume: yes
 *   <li>formats: what the files' names say
 *   <li>further columns, file of failed rows, report, budget: none
 * </ul>
 */
public final class EnrichmentBuilder {
    final TicketBatch batch;
    final Map<TicketField, String> mapping = new EnumMap<>(TicketField.class);
    final Map<String, String> settings = new LinkedHashMap<>();

    @Nullable
    Path input;

    @Nullable
    Path output;

    @Nullable
    Charset encoding;

    @Nullable
    Character delimiter;

    FormulaProtection formulaProtection = FormulaProtection.APOSTROPHE;
    boolean resume = true;
    Consumer<EnrichmentPlan> onStart = plan -> {};
    FileOps files = new DiskFiles();

    @Nullable
    TicketFormat inputFormat;

    @Nullable
    TicketFormat outputFormat;

    @Nullable
    Path failed;

    List<OutputColumn> columns = List.of();

    @Nullable
    RunBudget budget;

    @Nullable
    Path report;

    EnrichmentBuilder(TicketBatch batch) {
        this.batch = Objects.requireNonNull(batch, "batch");
    }

    /** Sets the file with the tickets. Required. */
    public EnrichmentBuilder input(Path file) {
        this.input = Objects.requireNonNull(file, "input");
        return this;
    }

    /** Sets the file to write. Required. Its journal lies beside it and is called like it plus {@code .journal}. */
    public EnrichmentBuilder output(Path file) {
        this.output = Objects.requireNonNull(file, "output");
        return this;
    }

    /** Names the column that holds a part of a ticket. Default: the name {@link TicketField} gives it. */
    public EnrichmentBuilder map(TicketField field, String column) {
        this.mapping.put(Objects.requireNonNull(field, "field"), Objects.requireNonNull(column, "column"));
        return this;
    }

    /** Sets the encoding of an input without a byte order mark. Default: UTF-8. */
    public EnrichmentBuilder encoding(Charset charset) {
        this.encoding = Objects.requireNonNull(charset, "encoding");
        return this;
    }

    /**
     * Sets what separates the cells. Default: found in the header.
     *
     * @throws IllegalArgumentException if it is a quote or ends lines
     */
    public EnrichmentBuilder delimiter(char separator) {
        if (separator == '"' || separator == '\n' || separator == '\r') {
            throw new IllegalArgumentException("delimiter must not be a quote or a line end");
        }
        this.delimiter = separator;
        return this;
    }

    /** Sets what is done about formulas. Default: {@link FormulaProtection#APOSTROPHE}. */
    public EnrichmentBuilder formulaProtection(FormulaProtection protection) {
        this.formulaProtection = Objects.requireNonNull(protection, "formulaProtection");
        return this;
    }

    /** Sets whether a journal that is there is continued; otherwise it is thrown away. Default: true. */
    public EnrichmentBuilder resume(boolean continued) {
        this.resume = continued;
        return this;
    }

    /**
     * Adds a setting that shapes the answers, such as the model or the prompt's hash: a journal is continued only by a
     * run with the same. Never pass a key. Default: none.
     */
    public EnrichmentBuilder setting(String name, String value) {
        this.settings.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /** Sets who is told what there is to do, before the first call. Default: nobody. */
    public EnrichmentBuilder onStart(Consumer<EnrichmentPlan> listener) {
        this.onStart = Objects.requireNonNull(listener, "onStart");
        return this;
    }

    /** Sets how the input is written. Default: what its name says, and CSV where it says nothing. */
    public EnrichmentBuilder inputFormat(TicketFormat format) {
        this.inputFormat = Objects.requireNonNull(format, "inputFormat");
        return this;
    }

    /** Sets how the output is to be written. Default: what its name says, and CSV where it says nothing. */
    public EnrichmentBuilder outputFormat(TicketFormat format) {
        this.outputFormat = Objects.requireNonNull(format, "outputFormat");
        return this;
    }

    /**
     * Sets a file that gets the failed rows alone, with the input's columns and their errors, ready to be the next
     * input. It is written whenever the output is, also when no row has failed. Default: none.
     */
    public EnrichmentBuilder failed(Path file) {
        this.failed = Objects.requireNonNull(file, "failed");
        return this;
    }

    /** Sets columns to be added behind the six, in this order. Default: none. */
    public EnrichmentBuilder columns(List<OutputColumn> wanted) {
        this.columns = List.copyOf(wanted);
        return this;
    }

    /**
     * Sets the budget that the batch's analyzer asks: what earlier runs of the same journal have used is counted into
     * it, so that it limits the job as a whole. Default: none.
     */
    public EnrichmentBuilder budget(RunBudget limit) {
        this.budget = Objects.requireNonNull(limit, "budget");
        return this;
    }

    /**
     * Sets a page for people that is written with the output: one self-contained HTML file with counts, charts, what to
     * escalate and to review, and the rows. It holds ticket text. Default: none.
     */
    public EnrichmentBuilder report(Path file) {
        this.report = Objects.requireNonNull(file, "report");
        return this;
    }

    EnrichmentBuilder files(FileOps disk) {
        this.files = disk;
        return this;
    }

    /** {@return the enrichment} @throws NullPointerException if input or output is not set */
    public Enrichment build() {
        return new Enrichment(this);
    }
}
