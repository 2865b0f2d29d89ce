package io.github.supportops.copilot.openrouter;

import java.util.Objects;

/** A key that never prints itself. Shown only to the header that needs it. */
final class ApiKey {
    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    static ApiKey of(String secret) {
        Objects.requireNonNull(secret, "apiKey");
        String stripped = secret.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException(
                    "apiKey must not be blank; set OPENROUTER_API_KEY or use the local analyzer");
        }
        if (!stripped.chars().allMatch(character -> character > ' ' && character < 127)) {
            throw new IllegalArgumentException("apiKey must be printable ASCII without spaces (the key is not shown)");
        }
        return new ApiKey(stripped);
    }

    String bearer() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "***";
    }
}
