package org.kneadwell.kit.time;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * A date or a time of these years, both included. Beyond them nothing is ever meant in earnest; Java can write dates that
 * PostgreSQL cannot hold and that one cannot add a day to.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Constraint(validatedBy = InOurTime.Years.class)
public @interface InOurTime {

    int from() default 2000;

    int to() default 2199;

    String message() default "from the year {from} to {to}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Dates in themselves, times in UTC. */
    class Years implements ConstraintValidator<InOurTime, TemporalAccessor> {

        private int from;
        private int to;

        @Override
        public void initialize(InOurTime years) {
            from = years.from();
            to = years.to();
        }

        @Override
        public boolean isValid(@Nullable TemporalAccessor value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            int year = switch (value) {
                case LocalDate date -> date.getYear();
                case OffsetDateTime time -> time.getYear();
                case Instant instant -> instant.atOffset(ZoneOffset.UTC).getYear();
                default -> throw new IllegalArgumentException("No date and no time: " + value.getClass());
            };
            return year >= from && year <= to;
        }
    }
}
