package io.github.supportops.copilot.testkit.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeSalesforceTest {
    private static final String ROOT = "/services/data/v66.0";
    private static final String OLD_DATE = "Thu, 01 Jan 2015 00:00:00 GMT";

    private final FakeSalesforce org = new FakeSalesforce();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String caseId = org.customerOpens("Invoice", "It is wrong.");

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void withoutATokenNothingIsAnswered() throws Exception {
        HttpResponse<String> reply = send("GET", ROOT + "/query?q=SELECT%20Id%20FROM%20Case", "", "stranger");

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.body()).contains("INVALID_SESSION_ID");
    }

    @Test
    void queriesAreReadStrictly() throws Exception {
        assertThat(query("SELECT Id FROM Case WHERE Id = '" + caseId + "'").body())
                .contains("\"totalSize\":1");
        assertThat(query("SELECT Nope FROM Case").body()).contains("INVALID_FIELD");
        assertThat(query("SELECT Id FROM Nope").body()).contains("INVALID_TYPE");
        assertThat(query("SELECT Id FROM Case WHERE SystemModstamp > '2026-01-01T00:00:00Z'")
                        .body())
                .contains("INVALID_FIELD");
        assertThat(query("SELECT Id FROM Case WHERE IsClosed = true AND Id = 'x' OR Id = 'y'")
                        .body())
                .contains("MALFORMED_QUERY");
        assertThat(query("SELECT Id FROM Case WHERE SystemModstamp > 2026-01-01T00:00:00.1234Z")
                        .body())
                .contains("MALFORMED_QUERY");
        assertThat(query("SELECT Id FROM Case WHERE Subject = 'it's'").body()).contains("MALFORMED_QUERY");
        assertThat(query("SELECT Id FROM Case WHERE Subject = 'it\\'s'").body()).contains("\"totalSize\":0");
    }

    @Test
    void rowsComeInPages() throws Exception {
        org.customerOpens("2", "2");
        org.customerOpens("3", "3");
        org.pages(2, 2);

        JsonNode first = json(query("SELECT Id FROM Case ORDER BY Id"));
        assertThat(first.path("done").asBoolean()).isFalse();
        JsonNode second = json(send("GET", first.path("nextRecordsUrl").asText(), "", token()));
        assertThat(second.path("records")).hasSize(1);
        assertThat(second.path("done").asBoolean()).isTrue();

        org.loseNextPage();
        assertThat(send("GET", first.path("nextRecordsUrl").asText(), "", token())
                        .body())
                .contains("INVALID_QUERY_LOCATOR");
    }

    @Test
    void aChangeNeedsAutoAssignAndKnownWritableFields() throws Exception {
        String path = ROOT + "/sobjects/Case/" + caseId;
        String token = token();
        assertThat(send("PATCH", path, "{\"Priority\":\"High\"}", token).statusCode())
                .isEqualTo(400);
        assertThat(patch("{\"Nope\":1}").body()).contains("INVALID_FIELD");
        assertThat(patch("{\"IsClosed\":true}").body()).contains("INVALID_FIELD_FOR_INSERT_UPDATE");
        assertThat(patch("{\"Priority\":\"Enormous\"}").body()).contains("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        assertThat(patch("{\"IsEscalated\":\"true\"}").body()).contains("JSON_PARSER_ERROR");
        assertThat(patch("{\"Subject\":\"" + "x".repeat(256) + "\"}").body()).contains("STRING_TOO_LONG");
        assertThat(patch("{\"Priority\":\"High\"}", "If-Unmodified-Since", OLD_DATE)
                        .statusCode())
                .isEqualTo(412);
        assertThat(patch("{\"Priority\":\"High\"}", "If-Unmodified-Since", "2026-01-01")
                        .statusCode())
                .isEqualTo(400);
        assertThat(org.ticket(caseId).priority()).contains("Medium");
        HttpResponse<String> good = patch("{\"Priority\":\"High\"}");
        assertThat(good.statusCode()).isEqualTo(204);
        assertThat(good.body()).isEmpty();
        assertThat(org.ticket(caseId).priority()).contains("High");
    }

    @Test
    void assignmentRulesMoveACaseUnlessTheyAreToldNotTo() throws Exception {
        send(
                "PATCH",
                ROOT + "/sobjects/Case/" + caseId,
                "{\"Priority\":\"High\"}",
                token(),
                "Sforce-Auto-Assign",
                "TRUE");

        assertThat(org.ticket(caseId).group()).isEqualTo(org.defaultOwnerId());
    }

    @Test
    void aCompositeCallIsAllOrNothing() throws Exception {
        HttpResponse<String> reply = composite("""
                {"allOrNone":true,"compositeRequest":[
                 {"method":"PATCH","url":"%s/sobjects/Case/%s","referenceId":"a",
                  "httpHeaders":{"Sforce-Auto-Assign":"FALSE"},"body":{"Priority":"High"}},
                 {"method":"POST","url":"%s/sobjects/CaseComment","referenceId":"b",
                  "body":{"ParentId":"%s","CommentBody":"%s","IsPublished":false}}]}
                """.formatted(ROOT, caseId, ROOT, caseId, "é".repeat(2001)));

        assertThat(reply.statusCode()).isEqualTo(200);
        JsonNode parts = json(reply).path("compositeResponse");
        assertThat(parts.get(0).path("httpStatusCode").asInt()).isEqualTo(400);
        assertThat(parts.get(0).path("body").toString()).contains("PROCESSING_HALTED");
        assertThat(parts.get(1).path("body").toString()).contains("STRING_TOO_LONG");
        assertThat(org.ticket(caseId).priority()).contains("Medium");
        assertThat(org.ticket(caseId).privateNotes()).isEmpty();
    }

    @Test
    void aCompositeCallThatIsNotWellFormedIsRefusedAsAWhole() throws Exception {
        String part =
                "{\"method\":\"POST\",\"url\":\"" + ROOT + "/sobjects/CaseComment\",\"referenceId\":\"b\",\"body\":"
                        + "{\"ParentId\":\"" + caseId + "\",\"CommentBody\":\"x\",\"IsPublished\":false}%s}";
        String whole = "{\"allOrNone\":true,\"compositeRequest\":[%s]}";
        for (String bad : new String[] {
            whole.formatted(""),
            whole.formatted(part.formatted("") + "," + part.formatted("")),
            whole.formatted(part.formatted(",\"extra\":1")),
            whole.formatted(part.formatted(",\"httpHeaders\":{\"Authorization\":\"Bearer x\"}")),
            "{\"compositeRequest\":[" + part.formatted("") + "]}",
            "[]",
            "nonsense"
        }) {
            assertThat(composite(bad).statusCode()).as(bad).isEqualTo(400);
        }
        assertThat(org.ticket(caseId).privateNotes()).isEmpty();
        assertThat(composite(whole.formatted(part.formatted(""))).statusCode()).isEqualTo(200);
        assertThat(org.ticket(caseId).privateNotes()).containsExactly("x");
    }

    @Test
    void aTextThatLooksLikeAReferenceIsTakenForOne() throws Exception {
        HttpResponse<String> reply = composite("""
                {"allOrNone":true,"compositeRequest":[
                 {"method":"POST","url":"%s/sobjects/CaseComment","referenceId":"b",
                  "body":{"ParentId":"%s","CommentBody":"Dear @{customer.name}","IsPublished":false}}]}
                """.formatted(ROOT, caseId));

        assertThat(json(reply)
                        .path("compositeResponse")
                        .path(0)
                        .path("httpStatusCode")
                        .asInt())
                .isEqualTo(400);
        assertThat(org.ticket(caseId).privateNotes()).isEmpty();
    }

    @Test
    void theDayIsLimitedAndSaidInEveryReply() throws Exception {
        org.dailyLimit(2, Duration.ofHours(1));

        assertThat(query("SELECT Id FROM Case").headers().firstValue("Sforce-Limit-Info"))
                .contains("api-usage=1/2");
        query("SELECT Id FROM Case");
        HttpResponse<String> third = query("SELECT Id FROM Case");
        assertThat(third.statusCode()).isEqualTo(403);
        assertThat(third.body()).contains("REQUEST_LIMIT_EXCEEDED");
        assertThat(org.limitViolations()).isEqualTo(1);
    }

    @Test
    void everyChangeIsAtLeastASecondAfterTheOneBefore() throws Exception {
        String before = stamp();
        org.agentSetsPriority(caseId, "Low");
        String first = stamp();
        org.agentSetsPriority(caseId, "High");

        assertThat(first).isGreaterThan(before);
        assertThat(stamp()).isGreaterThan(first);
        String agents = stamp();
        org.customerWrites(caseId, "Any news?");
        assertThat(stamp()).isEqualTo(agents);
    }

    private String stamp() throws Exception {
        return json(query("SELECT SystemModstamp FROM Case WHERE Id = '" + caseId + "'"))
                .path("records")
                .path(0)
                .path("SystemModstamp")
                .asText();
    }

    private HttpResponse<String> query(String soql) throws Exception {
        return send("GET", ROOT + "/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8), "", token());
    }

    private HttpResponse<String> patch(String body, String... headers) throws Exception {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Sforce-Auto-Assign";
        all[headers.length + 1] = "FALSE";
        return send("PATCH", ROOT + "/sobjects/Case/" + caseId, body, token(), all);
    }

    private HttpResponse<String> composite(String body) throws Exception {
        return send("POST", ROOT + "/composite", body, token(), "Sforce-Auto-Assign", "FALSE");
    }

    private String token() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(org.baseUrl().resolve("/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + FakeSalesforce.CLIENT_ID + "&client_secret=" + FakeSalesforce.CLIENT_SECRET))
                .build();
        return json(client.send(request, HttpResponse.BodyHandlers.ofString()))
                .path("access_token")
                .asText();
    }

    private HttpResponse<String> send(String method, String path, String body, String token, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(org.baseUrl() + path))
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> reply) throws Exception {
        return new ObjectMapper().readTree(reply.body());
    }
}
