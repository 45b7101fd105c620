package org.kneadwell.kit.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Says in the API's description what the kit does for every operation: each failure is a {@code Problem}. It runs when
 * the service does: the build runs on an older Java, which cannot load it.
 */
@OpenApiFilter(OpenApiFilter.RunStage.RUN)
public class ProblemsInOpenApi implements OASFilter {

    private static final String PROBLEM = "#/components/schemas/Problem";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        Components components = api.getComponents();
        components.addSchema("Problem", problem());
        components.addSchema("ProblemViolation", violation());
        // The extension's own, which say less.
        components.removeSchema("HttpProblem");
        components.removeSchema("HttpValidationProblem");
        if (api.getPaths() == null || api.getPaths().getPathItems() == null) {
            return;
        }
        for (PathItem path : api.getPaths().getPathItems().values()) {
            path.getOperations().values().forEach(operation -> describeFailures(path, operation));
        }
    }

    private static void describeFailures(PathItem path, Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        APIResponses responses = operation.getResponses();
        boolean secured =
                operation.getSecurity() != null && !operation.getSecurity().isEmpty();
        if (operation.getRequestBody() != null || hasParameters(path) || hasParameters(operation)) {
            add(responses, "400", "The input is malformed or not acceptable.");
        }
        if (secured) {
            add(responses, "401", "No valid access token of this platform.");
            add(responses, "403", "The token's roles do not allow this.");
        }
        if (in(path.getParameters(), Parameter.In.PATH) || in(operation.getParameters(), Parameter.In.PATH)) {
            add(responses, "404", "There is nothing here, or it is not the caller's to see.");
        }
        if (operation.getRequestBody() != null) {
            add(responses, "413", "The body is larger than 256 KiB.");
            add(responses, "415", "The body is not JSON.");
        }
        add(responses, "500", "A defect on our side; it has been recorded.");
        Map<String, APIResponse> sorted = new TreeMap<>(responses.getAPIResponses());
        sorted.forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(problemContent());
            }
        });
        responses.setAPIResponses(sorted);
    }

    private static boolean hasParameters(PathItem path) {
        return path.getParameters() != null && !path.getParameters().isEmpty();
    }

    private static boolean hasParameters(Operation operation) {
        return operation.getParameters() != null && !operation.getParameters().isEmpty();
    }

    private static boolean in(@org.jspecify.annotations.Nullable List<Parameter> parameters, Parameter.In place) {
        return parameters != null && parameters.stream().anyMatch(parameter -> parameter.getIn() == place);
    }

    private static void add(APIResponses responses, String status, String description) {
        APIResponse there = responses.getAPIResponse(status);
        if (there == null) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
        } else if (there.getDescription() == null || GENERATED.contains(there.getDescription())) {
            there.setDescription(description);
        }
    }

    private static final List<String> GENERATED = List.of("Not Authorized", "Not Allowed", "Bad Request", "");

    private static Content problemContent() {
        return OASFactory.createContent()
                .addMediaType(
                        "application/problem+json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(PROBLEM)));
    }

    private static Schema problem() {
        return object("A failure, as RFC 9457 has it. There may be more members than these.")
                .addProperty(
                        "type", text("Stable address of the kind of failure.").format("uri"))
                .addProperty("title", text("The status in words."))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .minimum(java.math.BigDecimal.valueOf(400))
                                .maximum(java.math.BigDecimal.valueOf(599)))
                .addProperty("detail", text("A sentence for a person."))
                .addProperty("instance", text("The path that was asked for.").format("uri-reference"))
                .addProperty("code", text("Stable name of the failure, the last part of the type."))
                .addProperty(
                        "incident",
                        text("With a 5xx: the id under which it was recorded.").format("uuid"))
                .addProperty(
                        "violations",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .description("What is wrong with the input, part by part.")
                                .items(OASFactory.createSchema().ref("#/components/schemas/ProblemViolation")))
                .required(List.of("type", "title", "status", "code"))
                .examples(List.of(example()));
    }

    /** In an order of its own, so that the committed documents do not change from one start to the next. */
    private static Map<String, Object> example() {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", "https://kneadwell.org/problems/not-found");
        example.put("title", "Not Found");
        example.put("status", 404);
        example.put("detail", "There is nothing here, or it is not yours to see.");
        example.put("instance", "/api/booking/v1/appointments/0198c0de-0000-7000-8000-000000000001");
        example.put("code", "not-found");
        return example;
    }

    private static Schema violation() {
        return object("What is wrong with one part of the input.")
                .addProperty("field", text("The member, as a path such as regions[0].soreness."))
                .addProperty("message", text("A sentence for a person."))
                .required(List.of("field", "message"));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
