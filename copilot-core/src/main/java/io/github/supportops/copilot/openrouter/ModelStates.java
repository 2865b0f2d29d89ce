package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.internal.exchange.Scheduler;
import io.github.supportops.copilot.internal.retry.Circuit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What has been learned about each model: how it wants to be asked, for a while, and whether it is failing. */
final class ModelStates {
    private static final Duration REMEMBER = Duration.ofHours(1);

    private final RequestShape wanted;
    private final Scheduler scheduler;
    private final int circuitThreshold;
    private final Duration circuitOpen;
    private final Map<String, Learned> shapes = new ConcurrentHashMap<>();
    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();

    ModelStates(RequestShape wanted, Scheduler scheduler, int circuitThreshold, Duration circuitOpen) {
        this.wanted = wanted;
        this.scheduler = scheduler;
        this.circuitThreshold = circuitThreshold;
        this.circuitOpen = circuitOpen;
    }

    RequestShape shape(String model) {
        Learned learned = shapes.get(model);
        if (learned == null || scheduler.nanoTime() - learned.at > REMEMBER.toNanos()) {
            return wanted;
        }
        return learned.shape;
    }

    void learn(String model, RequestShape shape) {
        shapes.put(model, new Learned(shape, scheduler.nanoTime()));
    }

    Circuit circuit(String model) {
        return circuits.computeIfAbsent(model, name -> new Circuit(circuitThreshold, circuitOpen, scheduler));
    }

    private record Learned(RequestShape shape, long at) {}
}
