package org.kneadwell.kit.trace;

import io.opentelemetry.api.common.AttributeKey;

/** What our spans say, by the names of OpenTelemetry's semantic conventions. */
final class SpanAttributes {

    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

    /** The template, such as {@code /api/booking/v1/calendars/{token}.ics}: what stands in its place may be a secret. */
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    /** Such as {@code booking.appointment-booked.v1}. */
    static final AttributeKey<String> EVENT_TYPE = AttributeKey.stringKey("messaging.destination.name");

    /** A class, or the status as text. */
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private SpanAttributes() {}
}
