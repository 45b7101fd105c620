package org.kneadwell.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Takes place on the one {@link RunningPlatform}, whose parts and realm some classes change for a while: one class at a time. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({RunningPlatform.class, LastSeen.class})
@ResourceLock("the running platform")
@interface OnThePlatform {}
