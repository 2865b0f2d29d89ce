package io.github.supportops.copilot.app.service;

import java.util.concurrent.Executor;

/**
 * What several routes share.
 *
 * @param threads writes answers; it belongs to the server
 */
record ServiceParts(
        ServiceSettings settings,
        Admission analyses,
        Admission batches,
        Admission uploads,
        Admission downloads,
        Deadlines deadlines,
        RequestBody body,
        Executor threads) {}
