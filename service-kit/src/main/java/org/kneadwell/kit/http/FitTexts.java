package org.kneadwell.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.UnfitText;

/** Refuses texts that cannot be kept, wherever in a body they are. */
final class FitTexts extends SimpleModule {

    private static final long serialVersionUID = 1L;

    FitTexts() {
        super("fit-texts");
        addDeserializer(String.class, new Text());
        addDeserializer(JsonNode.class, new Node());
        addKeyDeserializer(String.class, new Key());
    }

    private static final class Text extends StringDeserializer {

        private static final long serialVersionUID = 1L;

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = super.deserialize(parser, context);
            if (text != null && UnfitText.is(text)) {
                throw new UnfitText(parser);
            }
            return text;
        }
    }

    private static final class Key extends KeyDeserializer {

        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            if (UnfitText.is(key)) {
                throw new UnfitText(context.getParser());
            }
            return key;
        }
    }

    /** A body of which the shape is found out later. */
    private static final class Node extends StdDeserializer<JsonNode> {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // never is
        private final JsonDeserializer<? extends JsonNode> plain = JsonNodeDeserializer.getDeserializer(JsonNode.class);

        Node() {
            super(JsonNode.class);
        }

        @Override
        public JsonNode deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode node = plain.deserialize(parser, context);
            check(node, parser);
            return node;
        }

        @Override
        public @Nullable JsonNode getNullValue(DeserializationContext context) throws JsonMappingException {
            return plain.getNullValue(context);
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) throws JsonMappingException {
            return plain.getAbsentValue(context);
        }

        private static void check(JsonNode node, JsonParser parser) throws JsonMappingException {
            if (node.isTextual() && UnfitText.is(node.textValue())) {
                throw new UnfitText(parser);
            }
            for (var field : node.properties()) {
                if (UnfitText.is(field.getKey())) {
                    throw new UnfitText(parser);
                }
                try {
                    check(field.getValue(), parser);
                } catch (UnfitText unfit) {
                    unfit.prependPath(node, field.getKey());
                    throw unfit;
                }
            }
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                try {
                    check(node.get(i), parser);
                } catch (UnfitText unfit) {
                    unfit.prependPath(node, i);
                    throw unfit;
                }
            }
        }
    }
}
