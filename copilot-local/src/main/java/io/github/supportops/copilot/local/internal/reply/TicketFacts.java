package io.github.supportops.copilot.local.internal.reply;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reply can take up from a ticket: names, numbers, amounts, the thing it is about. */
final class TicketFacts {

    private static final Pattern ORDER = Pattern.compile(
            "(?i)\\b(order|booking|reservation|invoice|ticket|case|reference|transaction|tracking|contract|policy)"
                    + "\\s*(?:number|no\\.?|nr\\.?|id|ref\\.?|code)?\\s*[:#]?\\s*#?((?=[\\w-]*\\d)[\\w-]{3,24})");
    private static final Pattern NUMBER_SIGN = Pattern.compile("#(\\d[\\w-]{2,20})");
    private static final Pattern AMOUNT = Pattern.compile(
            "(?i)(?:[$\u20AC\u00A3\u20B9]\\s?\\d[\\d.,]*\\d|[$\u20AC\u00A3\u20B9]\\s?\\d|\\b\\d[\\d.,]*\\s?(?:[\u20AC\u00A3$]|(?:usd|eur|gbp|dollars?|euros?|pounds?|rupees)\\b))");
    private static final Pattern SIGNED = Pattern.compile(
            "(?i:regards|thanks|thank you|cheers|sincerely|best|wishes|faithfully|respectfully|yours)[^\\n]{0,20}[,.!]?\\s*\\n+\\s*"
                    + "(\\p{Lu}\\p{L}+(?:[ -]\\p{Lu}\\p{L}*\\.?){0,2})\\s*(?:\\n|$)");
    private static final Pattern INTRODUCED =
            Pattern.compile("\\b(?:(?i:my name is|this is))\\s+(\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)?)");
    private static final Pattern DASHED = Pattern.compile("\\n\\s*[-\u2013~]\\s?(\\p{Lu}\\p{L}+)\\s*$");

    /** What tickets are about, longest first within a kind; the earliest one in the text becomes the topic. */
    private static final List<String> TOPICS = List.of(
            "password reset",
            "two-factor authentication",
            "direct debit",
            "account settings",
            "mobile app",
            "credit card",
            "debit card",
            "gift card",
            "bank transfer",
            "delivery address",
            "hot water",
            "air conditioning",
            "invoice",
            "refund",
            "order",
            "subscription",
            "membership",
            "contract",
            "delivery",
            "parcel",
            "package",
            "shipment",
            "password",
            "login",
            "account",
            "payment",
            "transfer",
            "top-up",
            "withdrawal",
            "card",
            "booking",
            "reservation",
            "flight",
            "baggage",
            "luggage",
            "room",
            "cleaning",
            "heating",
            "maintenance",
            "appointment",
            "app",
            "website",
            "dashboard",
            "export",
            "import",
            "report",
            "integration",
            "api",
            "update",
            "notification",
            "newsletter",
            "dark mode",
            "search",
            "calendar",
            "invoice export",
            "discount",
            "coupon",
            "voucher",
            "plan",
            "licence",
            "license",
            "router",
            "internet connection",
            "phone",
            "laptop",
            "printer",
            "email",
            "warranty",
            "insurance",
            "claim",
            "loan",
            "statement",
            "exchange rate",
            "fee",
            "battery",
            "screen",
            "camera",
            "keyboard");

    private final Map<String, String> values = new LinkedHashMap<>();

    TicketFacts(String message) {
        find(ORDER, message)
                .ifPresent(
                        match -> values.put("order", match.group(1).toLowerCase(Locale.ROOT) + " " + match.group(2)));
        if (!values.containsKey("order")) {
            find(NUMBER_SIGN, message).ifPresent(match -> values.put("order", "number " + match.group(1)));
        }
        find(AMOUNT, message)
                .ifPresent(match -> values.put("amount", match.group().strip()));
        for (Pattern pattern : List.of(SIGNED, INTRODUCED, DASHED)) {
            if (!values.containsKey("name")) {
                find(pattern, message).ifPresent(match -> values.put("name", match.group(1)));
            }
        }
        topic(message.toLowerCase(Locale.ROOT));
    }

    private static java.util.Optional<Matcher> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? java.util.Optional.of(matcher) : java.util.Optional.empty();
    }

    private void topic(String text) {
        int earliest = Integer.MAX_VALUE;
        for (String topic : TOPICS) {
            Matcher matcher = Pattern.compile("\\b" + topic + "\\b").matcher(text);
            if (matcher.find() && matcher.start() < earliest) {
                earliest = matcher.start();
                values.put("topic", "your " + topic);
            }
        }
    }

    /** What is known, by the name of the placeholder: {@code name, order, amount, topic}. */
    Map<String, String> values() {
        return values;
    }
}
