/** The offline analyzer: no network, no key. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.github.supportops.copilot.local {
    requires com.fasterxml.jackson.core;
    requires static com.microsoft.onnxruntime;
    requires langchain4j.embeddings.bge.small.en.v15.q;
    requires org.slf4j;
    requires static org.jspecify;
    requires transitive io.github.supportops.copilot.core;

    exports io.github.supportops.copilot.local;
}
