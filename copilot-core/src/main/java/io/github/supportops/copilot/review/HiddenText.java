package io.github.supportops.copilot.review;

/**
 * Finds text that a person does not see. One zero-width character is an accident of an editor or part of an emoji; tag
 * characters that spell words, runs of zero-width characters, direction overrides and terminal commands are not.
 */
final class HiddenText {
    private static final int MOST_ZERO_WIDTH_IN_A_ROW = 3;
    private static final int FIRST_TAG = 0xE0000;
    private static final int LAST_TAG = 0xE007F;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int ESCAPE = 0x1B;

    private HiddenText() {}

    static boolean isIn(String text) {
        int zeroWidthRun = 0;
        boolean flag = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            if (point == ESCAPE || isOverride(point) || (isTag(point) && !flag)) {
                return true;
            }
            zeroWidthRun = isZeroWidth(point) ? zeroWidthRun + 1 : 0;
            if (zeroWidthRun > MOST_ZERO_WIDTH_IN_A_ROW) {
                return true;
            }
            // The flags of England, Scotland and Wales are a black flag followed by tag characters.
            flag = point == BLACK_FLAG || (flag && isTag(point));
        }
        return false;
    }

    private static boolean isTag(int point) {
        return point >= FIRST_TAG && point <= LAST_TAG;
    }

    private static boolean isOverride(int point) {
        return point == 0x202D || point == 0x202E;
    }

    private static boolean isZeroWidth(int point) {
        return (point >= 0x200B && point <= 0x200D) || point == 0x2060 || point == 0xFEFF;
    }
}
