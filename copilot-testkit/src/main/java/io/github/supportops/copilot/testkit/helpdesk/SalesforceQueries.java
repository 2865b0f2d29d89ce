package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Queries with their later pages, and describe. The server's lock guards it. */
final class SalesforceQueries {
    private final FakeOrg org;
    private final String root;
    private final Map<String, List<ObjectNode>> locators = new HashMap<>();
    private int rowsPerPage = 2000;
    private int childRowsPerPage = 2000;
    private boolean nextPageLost;
    private int given;

    SalesforceQueries(FakeOrg org, String root) {
        this.org = org;
        this.root = root;
    }

    void pages(int rows, int childRows) {
        this.rowsPerPage = rows;
        this.childRowsPerPage = childRows;
    }

    void loseNextPage() {
        nextPageLost = true;
    }

    FakeReply query(FakeRequest request) {
        if (!request.parameters().keySet().equals(Set.of("q"))) {
            return SalesforceJson.error(400, "MALFORMED_QUERY", "A query needs q and nothing else");
        }
        try {
            List<ObjectNode> rows =
                    org.query(FakeSoql.parse(request.parameter("q").orElse("")));
            rows.forEach(this::pageChildren);
            return FakeReply.json(200, page(rows, rows.size(), rowsPerPage));
        } catch (FakeSoql.MalformedQueryException malformed) {
            return SalesforceJson.error(400, "MALFORMED_QUERY", String.valueOf(malformed.getMessage()));
        } catch (FakeOrg.UnknownFieldException unknown) {
            return SalesforceJson.error(400, unknown.code(), String.valueOf(unknown.getMessage()));
        }
    }

    private void pageChildren(ObjectNode row) {
        for (String name : List.of("CaseComments", "EmailMessages")) {
            if (row.get(name) instanceof ObjectNode list) {
                List<ObjectNode> children = new ArrayList<>();
                list.path("records").forEach(child -> children.add((ObjectNode) child));
                row.set(name, page(children, children.size(), childRowsPerPage));
            }
        }
    }

    private ObjectNode page(List<ObjectNode> rows, int total, int size) {
        ObjectNode page = SalesforceJson.node().put("totalSize", total);
        List<ObjectNode> here = rows.subList(0, Math.min(size, rows.size()));
        page.put("done", here.size() == rows.size());
        if (here.size() < rows.size()) {
            String id = "01ggK" + ++given + "-" + size;
            locators.put(id, List.copyOf(rows.subList(size, rows.size())));
            page.put("nextRecordsUrl", root + "/query/" + id);
        }
        page.putArray("records").addAll(here);
        return page;
    }

    FakeReply locator(String id) {
        List<ObjectNode> rows = locators.get(id);
        if (rows == null || nextPageLost) {
            nextPageLost = false;
            return SalesforceJson.error(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        int size = Integer.parseInt(id.substring(id.indexOf('-') + 1));
        return FakeReply.json(200, page(rows, rows.size(), size));
    }

    FakeReply describe(String object) {
        if (!org.knows(object)) {
            return SalesforceJson.error(404, "NOT_FOUND", "The requested resource does not exist");
        }
        ObjectNode described = SalesforceJson.node().put("name", object);
        boolean updateable = org.fields(object).values().stream().anyMatch(FakeOrg.Field::updateable);
        boolean createable = org.fields(object).values().stream().anyMatch(FakeOrg.Field::createable);
        described.put("createable", createable).put("updateable", updateable).put("queryable", true);
        ArrayNode fields = described.putArray("fields");
        for (FakeOrg.Field field : org.fields(object).values()) {
            ObjectNode one = fields.addObject()
                    .put("name", field.name())
                    .put("type", field.type())
                    .put("length", field.length())
                    .put("scale", field.type().equals("double") ? 2 : 0)
                    .put("createable", field.createable())
                    .put("updateable", field.updateable());
            ArrayNode values = one.putArray("picklistValues");
            field.values()
                    .forEach(value -> values.addObject()
                            .put("active", !value.startsWith("-"))
                            .put("value", value.replaceFirst("^-", "")));
        }
        return FakeReply.json(200, described);
    }
}
