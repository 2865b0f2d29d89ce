package io.github.supportops.copilot.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears Ctrl-C and polite kills instead of letting them end the process. A shutdown hook would not do: the runtime hears
 * the first signal only. The class behind it is part of every JDK but of no standard, and using it by name is the one way
 * the compiler has nothing to say against; where it is missing, signals stay what they were.
 */
final class ProcessSignals implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM");

    private final List<Runnable> undo = new ArrayList<>();

    private ProcessSignals() {}

    /** Calls the handler, on a thread of the runtime's, for each signal until it is closed. */
    static ProcessSignals heard(Runnable handler) {
        ProcessSignals signals = new ProcessSignals();
        for (String name : NAMES) {
            signals.tryToHear(name, handler);
        }
        return signals;
    }

    private void tryToHear(String name, Runnable handler) {
        try {
            hear(name, handler);
        } catch (ReflectiveOperationException | RuntimeException notHere) {
            // The hook of the process is still there, and hears the first signal.
            return;
        }
    }

    private void hear(String name, Runnable handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = type.getConstructor(String.class).newInstance(name);
        Method handle = type.getMethod("handle", type, handlerType);
        Object ours = Proxy.newProxyInstance(
                ProcessSignals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        handler.run();
                    }
                    return null;
                });
        Object before = handle.invoke(null, signal, ours);
        undo.add(() -> restore(handle, signal, before));
    }

    private static void restore(Method handle, Object signal, Object before) {
        try {
            handle.invoke(null, signal, before);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("What could be set can be set back", impossible);
        }
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
    }
}
