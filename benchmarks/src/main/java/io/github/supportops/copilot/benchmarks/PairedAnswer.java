package io.github.supportops.copilot.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes the stub's answer belong to its ticket: eight characters behind {@value #MARK} in the request come back in the reply
 * draft, so that a client can tell whether an answer is its own.
 */
final class PairedAnswer {
    static final String MARK = "pair-";
    static final int LENGTH = 8;

    private static final byte[] SEARCHED = MARK.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DRAFT = "Thank you for telling us.".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LABEL = "\\\"urgency\\\":\\\"high\\\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REVIEWED = "\\\"churn_risk\\\":\\\"high\\\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CALM = "\\\"churn_risk\\\":\\\"low\\\"".getBytes(StandardCharsets.US_ASCII);

    private PairedAnswer() {}

    /** {@return the answer to a request}  A ticket whose mark ends with 0 is one that a person should look at. */
    static byte[] to(byte[] request, int length, byte[] plain) {
        int mark = find(request, length, SEARCHED);
        if (mark < 0 || mark + SEARCHED.length + LENGTH > length) {
            return plain;
        }
        byte[] answer = plain.clone();
        System.arraycopy(request, mark, answer, find(answer, answer.length, DRAFT), SEARCHED.length + LENGTH);
        if (request[mark + SEARCHED.length + LENGTH - 1] == '0') {
            toReview(answer);
        }
        return answer;
    }

    /** The churn risk becomes high; what is longer there is made shorter at the urgency, which becomes low. */
    private static void toReview(byte[] answer) {
        int urgency = find(answer, answer.length, LABEL);
        int churn = find(answer, answer.length, CALM);
        byte[] low = "\\\"urgency\\\":\\\"low\\\"".getBytes(StandardCharsets.US_ASCII);
        byte[] between = Arrays.copyOfRange(answer, urgency + LABEL.length, churn);
        System.arraycopy(low, 0, answer, urgency, low.length);
        System.arraycopy(between, 0, answer, urgency + low.length, between.length);
        System.arraycopy(REVIEWED, 0, answer, urgency + low.length + between.length, REVIEWED.length);
    }

    private static int find(byte[] bytes, int length, byte[] wanted) {
        for (int at = 0; at + wanted.length <= length; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
