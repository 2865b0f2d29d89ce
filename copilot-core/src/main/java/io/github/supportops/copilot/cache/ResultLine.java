package io.github.supportops.copilot.cache;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One result of a cache file: key, checksum of all else, JSON. A line that reads well is one that was written so, whatever
 * became of the lines around it.
 *
 * @param key whose result it is
 * @param json the result
 */
record ResultLine(CacheKey key, String json) {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final int KEY_DIGITS = 64;
    private static final int JSON_START = KEY_DIGITS + 1 + 8 + 1;

    /** {@return the line with its line end} */
    byte[] bytes() {
        String checksum = HexFormat.of().toHexDigits(checksum(key.value(), json), 8);
        return (key.value() + ' ' + checksum + ' ' + json + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** {@return what a line without its line end says, or null where it was not written whole} */
    static @Nullable ResultLine read(byte[] bytes, int length) {
        String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (line.length() < JSON_START || line.charAt(KEY_DIGITS) != ' ' || line.charAt(JSON_START - 1) != ' ') {
            return null;
        }
        String key = line.substring(0, KEY_DIGITS);
        String json = line.substring(JSON_START);
        String checksum = HexFormat.of().toHexDigits(checksum(key, json), 8);
        boolean whole = KEY.matcher(key).matches() && line.startsWith(checksum, KEY_DIGITS + 1);
        return whole ? new ResultLine(new CacheKey(key), json) : null;
    }

    private static long checksum(String key, String json) {
        CRC32C checksum = new CRC32C();
        checksum.update(key.getBytes(StandardCharsets.UTF_8));
        checksum.update(json.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }

    @Override
    public String toString() {
        return "ResultLine[" + key.value() + "]";
    }
}
