package org.kneadwell.booking.credential;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.kneadwell.kit.time.InOurTime;

/** A licence to be entered; it counts only once a coordinator has verified it. */
public record NewLicence(
        @NotNull @Pattern(regexp = "[A-Z][A-Z0-9-]{0,9}") String jurisdiction,
        @NotBlank @Size(max = 60) String number,
        @NotNull @InOurTime(from = 1900) LocalDate validFrom,
        @NotNull @InOurTime(from = 1900) LocalDate validUntil) {}
