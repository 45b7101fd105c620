package org.kneadwell.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one way events become JSON and back, whatever the application does to its own mapper. Reading refuses what the
 * schema of the record would: a member that is missing or of another kind, a word or a number outside what the record
 * takes. Only members it does not know are passed over, because a newer writer may add them.
 */
final class EventJson {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(
                            Instant.class,
                            new Text<>(
                                    Instant.class,
                                    text -> OffsetDateTime.parse(text).toInstant()))
                    .addDeserializer(LocalDate.class, new Text<>(LocalDate.class, LocalDate::parse)))
            .annotationIntrospector(
                    AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new RequiredUnlessNullable()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(LogicalType.Textual, config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert);
            })
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
            .build();

    private static final ObjectReader HEADERS = MAPPER.readerForMapOf(String.class);

    private EventJson() {}

    /** Headers that are not a flat object of text are as good as none: they are no reason to hold an event back. */
    static Map<String, String> headers(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        try {
            return HEADERS.readValue(json);
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }

    /** A component of a record has to be there and not null unless its type says {@code @Nullable} or is an Optional. */
    private static final class RequiredUnlessNullable extends NopAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            var component = component(member);
            return component == null ? null : isRequired(component);
        }

        @Override
        public JsonSetter.Value findSetterInfo(Annotated annotated) {
            var component = component(annotated);
            return component != null && isRequired(component)
                    ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                    : JsonSetter.Value.empty();
        }

        private static @Nullable RecordComponent component(Annotated annotated) {
            if (!(annotated instanceof AnnotatedParameter parameter)
                    || !parameter.getDeclaringClass().isRecord()) {
                return null;
            }
            var components = parameter.getDeclaringClass().getRecordComponents();
            return parameter.getOwner().getParameterCount() == components.length
                    ? components[parameter.getIndex()]
                    : null;
        }

        private static boolean isRequired(RecordComponent component) {
            return component.getType() != Optional.class
                    && Stream.concat(
                                    Arrays.stream(component.getAnnotations()),
                                    Arrays.stream(component.getAnnotatedType().getAnnotations()))
                            .noneMatch(annotation ->
                                    annotation.annotationType().getSimpleName().equals("Nullable"));
        }
    }

    /** A time is text as RFC 3339 has it; Jackson's own readers take a number, or digits, for seconds or days as well. */
    private static final class Text<T> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // mappers are not serialized here
        private final Function<String, T> reader;

        Text(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(handledType(), parser);
            }
            try {
                return reader.apply(parser.getText());
            } catch (DateTimeException e) {
                return (T) context.handleWeirdStringValue(handledType(), parser.getText(), "not a time");
            }
        }
    }
}
