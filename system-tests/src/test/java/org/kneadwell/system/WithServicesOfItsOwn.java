package org.kneadwell.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Starts packaged services of its own, beside what happens {@link OnThePlatform} but not beside another of these. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("services of a test's own")
public @interface WithServicesOfItsOwn {}
