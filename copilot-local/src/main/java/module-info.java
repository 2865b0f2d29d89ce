/**
 * The offline analyzer: no network, no key. The jar with the sentence model has no module name of its own, so it is not
 * required here: leave it on the class path, where its two files are found.
 */
@SuppressWarnings("requires-automatic")
module io.github.supportops.copilot.local {
    requires static com.microsoft.onnxruntime;
    requires org.slf4j;
    requires static org.jspecify;
    requires transitive io.github.supportops.copilot.core;

    exports io.github.supportops.copilot.local;
}
