package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects, fields and records of a fake org, and the queries over them. The server's lock guards it. */
final class FakeOrg {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Map<String, String> PARENTS = Map.of(
            "Case.Account", "AccountId:Account",
            "CaseComment.CreatedBy", "CreatedById:User",
            "CaseComment.Parent", "ParentId:Case",
            "EmailMessage.Parent", "ParentId:Case");
    private static final Map<String, String> CHILDREN =
            Map.of("Case.CaseComments", "CaseComment", "Case.EmailMessages", "EmailMessage");

    private final Map<String, Map<String, Field>> schema = new LinkedHashMap<>();
    private final Map<String, Map<String, Map<String, @Nullable Object>>> tables = new LinkedHashMap<>();
    private final Map<String, List<Map<String, @Nullable Object>>> children = new HashMap<>();
    private final String apiVersion;
    private int ids;
    private Instant lastStamp = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);

    FakeOrg(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    /** A field; {@code access} holds c for createable and u for updateable. */
    record Field(String name, String type, int length, String access, List<String> values) {
        boolean createable() {
            return access.contains("c");
        }

        boolean updateable() {
            return access.contains("u");
        }
    }

    /** A query names what is not there. */
    static final class UnknownFieldException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;

        UnknownFieldException(String code, String message) {
            super(message);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    void object(String name, Field... fields) {
        Map<String, Field> all = new LinkedHashMap<>();
        for (Field field : fields) {
            all.put(field.name(), field);
        }
        schema.put(name, all);
        tables.put(name, new LinkedHashMap<>());
    }

    boolean knows(String object) {
        return schema.containsKey(object);
    }

    void forget(String object) {
        schema.remove(object);
    }

    Map<String, Field> fields(String object) {
        return Objects.requireNonNull(schema.get(object), object);
    }

    Map<String, Map<String, @Nullable Object>> table(String object) {
        return Objects.requireNonNull(tables.get(object), object);
    }

    /** A new record with its id. */
    Map<String, @Nullable Object> insert(String object, String prefix) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        for (Field field : fields(object).values()) {
            record.put(field.name(), field.type().equals("boolean") ? (Object) false : null);
        }
        String id = nextId(prefix);
        record.put("Id", id);
        table(object).put(id, record);
        return record;
    }

    /** A new record below another one. */
    Map<String, @Nullable Object> insertChild(String object, String prefix, String parentId) {
        Map<String, @Nullable Object> record = insert(object, prefix);
        record.put("ParentId", parentId);
        children(object, parentId).add(record);
        return record;
    }

    /** Takes a record away as if it had never been. */
    void removeChild(String object, Map<String, @Nullable Object> record) {
        table(object).remove((String) record.get("Id"));
        children(object, (String) Objects.requireNonNull(record.get("ParentId")))
                .remove(record);
    }

    /** The records below another one, in the order they came. */
    List<Map<String, @Nullable Object>> children(String object, String parentId) {
        return children.computeIfAbsent(object + " " + parentId, none -> new ArrayList<>());
    }

    String nextId(String prefix) {
        StringBuilder id = new StringBuilder(prefix + "gK0000");
        int number = ++ids;
        for (int divisor = 916_132_832; divisor >= 1; divisor /= 62) {
            id.append(LETTERS.charAt(number / divisor % 62));
        }
        return withSuffix(id.toString());
    }

    private static String withSuffix(String id) {
        StringBuilder whole = new StringBuilder(id);
        for (int group = 0; group < 15; group += 5) {
            int bits = 0;
            for (int place = 0; place < 5; place++) {
                if (Character.isUpperCase(id.charAt(group + place))) {
                    bits |= 1 << place;
                }
            }
            whole.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".charAt(bits));
        }
        return whole.toString();
    }

    /** A time that is at least a second after any before, so that a stale write can always be told. */
    Instant nextStamp() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        lastStamp = now.isAfter(lastStamp) ? now : lastStamp.plusSeconds(1);
        return lastStamp;
    }

    /** The records a query finds, as the API writes them, without paging. */
    List<ObjectNode> query(FakeSoql.Select select) {
        if (!knows(select.from())) {
            throw new UnknownFieldException("INVALID_TYPE", "sObject type '" + select.from() + "' is not supported.");
        }
        checkNames(select, select.from());
        List<ObjectNode> found = new ArrayList<>();
        for (Map<String, @Nullable Object> record :
                matching(select, select.from(), table(select.from()).values())) {
            found.add(node(select, select.from(), record));
        }
        return found;
    }

    private void checkNames(FakeSoql.Select select, String object) {
        select.fields().forEach(field -> check(object, field));
        select.order().forEach(order -> check(object, order.field()));
        FakeSoql.Condition where = select.where();
        if (where != null) {
            checkCondition(where, object);
        }
        for (FakeSoql.Select child : select.children()) {
            String childObject = CHILDREN.get(object + "." + child.from());
            if (childObject == null || !knows(childObject)) {
                throw new UnknownFieldException(
                        "INVALID_TYPE", "Didn't understand relationship '" + child.from() + "' in FROM part");
            }
            checkNames(child, childObject);
        }
    }

    private void checkCondition(FakeSoql.Condition condition, String object) {
        if (condition instanceof FakeSoql.All all) {
            all.parts().forEach(part -> checkCondition(part, object));
        } else if (condition instanceof FakeSoql.Any any) {
            any.parts().forEach(part -> checkCondition(part, object));
        } else if (condition instanceof FakeSoql.In in) {
            check(object, in.field());
        } else if (condition instanceof FakeSoql.Compare compare) {
            String type = check(object, compare.field()).type();
            Object value = compare.value();
            boolean fits = value == null
                    || (type.equals("datetime")
                            ? value instanceof Instant
                            : type.equals("boolean") ? value instanceof Boolean : value instanceof String);
            if (!fits) {
                throw new UnknownFieldException(
                        "INVALID_FIELD",
                        "value of filter criterion for field '" + compare.field() + "' has wrong type");
            }
        }
    }

    private Field check(String object, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            Field field = fields(object).get(path);
            if (field == null) {
                throw new UnknownFieldException(
                        "INVALID_FIELD", "No such column '" + path + "' on entity '" + object + "'.");
            }
            return field;
        }
        String parent = PARENTS.get(object + "." + path.substring(0, dot));
        if (parent == null || !knows(parent.split(":", -1)[1])) {
            throw new UnknownFieldException(
                    "INVALID_FIELD", "Didn't understand relationship '" + path.substring(0, dot) + "'");
        }
        return check(parent.split(":", -1)[1], path.substring(dot + 1));
    }

    private List<Map<String, @Nullable Object>> matching(
            FakeSoql.Select select, String object, Iterable<Map<String, @Nullable Object>> records) {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        for (Map<String, @Nullable Object> record : records) {
            FakeSoql.Condition where = select.where();
            if (where == null || holds(where, object, record)) {
                found.add(record);
            }
        }
        found.sort(order(select.order(), object));
        return select.limit() >= 0 && found.size() > select.limit() ? found.subList(0, select.limit()) : found;
    }

    private Comparator<Map<String, @Nullable Object>> order(List<FakeSoql.Order> order, String object) {
        return (one, other) -> {
            for (FakeSoql.Order by : order) {
                int compared = compare(value(object, one, by.field()), value(object, other, by.field()));
                if (compared != 0) {
                    return by.descending() ? -compared : compared;
                }
            }
            return 0;
        };
    }

    private boolean holds(FakeSoql.Condition condition, String object, Map<String, @Nullable Object> record) {
        if (condition instanceof FakeSoql.All all) {
            return all.parts().stream().allMatch(part -> holds(part, object, record));
        }
        if (condition instanceof FakeSoql.Any any) {
            return any.parts().stream().anyMatch(part -> holds(part, object, record));
        }
        if (condition instanceof FakeSoql.In in) {
            Object value = value(object, record, in.field());
            return value != null && in.values().contains(value);
        }
        FakeSoql.Compare compare = (FakeSoql.Compare) condition;
        Object value = value(object, record, compare.field());
        if (value == null || compare.value() == null) {
            boolean same = value == null && compare.value() == null;
            return compare.operator().equals("=") ? same : compare.operator().equals("!=") && !same;
        }
        int compared = compare(value, compare.value());
        return switch (compare.operator()) {
            case "=" -> compared == 0;
            case "!=" -> compared != 0;
            case "<" -> compared < 0;
            case "<=" -> compared <= 0;
            case ">" -> compared > 0;
            default -> compared >= 0;
        };
    }

    @SuppressWarnings("unchecked") // values of one field are of one type
    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other ? 0 : one == null ? -1 : 1;
        }
        return ((Comparable<Object>) one).compareTo(other);
    }

    private @Nullable Object value(String object, Map<String, @Nullable Object> record, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return record.get(path);
        }
        Map<String, @Nullable Object> parent = parent(object, record, path.substring(0, dot));
        return parent == null ? null : parent.get(path.substring(dot + 1));
    }

    private @Nullable Map<String, @Nullable Object> parent(
            String object, Map<String, @Nullable Object> record, String relationship) {
        String[] target =
                Objects.requireNonNull(PARENTS.get(object + "." + relationship)).split(":", -1);
        Object id = record.get(target[0]);
        return id == null ? null : table(target[1]).get((String) id);
    }

    private ObjectNode node(FakeSoql.Select select, String object, Map<String, @Nullable Object> record) {
        ObjectNode node = withAttributes(object, (String) Objects.requireNonNull(record.get("Id")));
        for (String path : select.fields()) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                put(node, path, record.get(path));
            } else {
                parentNode(node, object, record, path.substring(0, dot), path.substring(dot + 1));
            }
        }
        for (FakeSoql.Select child : select.children()) {
            String childObject = Objects.requireNonNull(CHILDREN.get(object + "." + child.from()));
            List<Map<String, @Nullable Object>> own =
                    children(childObject, (String) Objects.requireNonNull(record.get("Id")));
            List<Map<String, @Nullable Object>> children = matching(child, childObject, own);
            if (children.isEmpty()) {
                node.putNull(child.from());
            } else {
                ArrayNode list = node.putObject(child.from()).putArray("records");
                children.forEach(one -> list.add(node(child, childObject, one)));
            }
        }
        return node;
    }

    private void parentNode(
            ObjectNode node, String object, Map<String, @Nullable Object> record, String relationship, String field) {
        Map<String, @Nullable Object> parent = parent(object, record, relationship);
        if (parent == null) {
            node.putNull(relationship);
            return;
        }
        ObjectNode inner = node.get(relationship) instanceof ObjectNode there
                ? there
                : withAttributes(
                        Objects.requireNonNull(PARENTS.get(object + "." + relationship))
                                .split(":", -1)[1],
                        (String) Objects.requireNonNull(parent.get("Id")));
        node.set(relationship, inner);
        put(inner, field, parent.get(field));
    }

    private ObjectNode withAttributes(String object, String id) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("attributes")
                .put("type", object)
                .put("url", "/services/data/" + apiVersion + "/sobjects/" + object + "/" + id);
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value == null) {
            node.putNull(name);
        } else if (value instanceof Instant time) {
            node.put(name, TIME.format(time));
        } else if (value instanceof Boolean flag) {
            node.put(name, flag);
        } else if (value instanceof BigDecimal number) {
            node.put(name, number.doubleValue());
        } else {
            node.put(name, value.toString());
        }
    }
}
