/** The analyzer interface, its values, the OpenRouter analyzer and the analyzers that wrap analyzers. */
module io.github.supportops.copilot.core {
    requires com.fasterxml.jackson.databind;
    requires java.net.http;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.supportops.copilot.batch;
    exports io.github.supportops.copilot.cache;
    exports io.github.supportops.copilot.compose;
    exports io.github.supportops.copilot.openrouter;
    exports io.github.supportops.copilot.prompt;
    exports io.github.supportops.copilot.review;
    exports io.github.supportops.copilot.schema;
    exports io.github.supportops.copilot;
}
