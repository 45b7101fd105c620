package org.kneadwell.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/**
 * The rules every service keeps. Each fails when it finds nothing to look at, so that a renamed package does not quietly
 * switch it off. Call them from plain test methods:
 *
 * <pre>{@code
 * private final ArchitectureRules rules = ArchitectureRules.of("org.kneadwell.booking");
 *
 * @Test
 * void time_comes_from_the_clock() {
 *     rules.timeComesFromTheClock();
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    private static final List<String> SERVICES = List.of("intake", "booking", "feedback");
    private static final Set<String> TIME = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalTime",
            "java.time.LocalDateTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.Year",
            "java.time.YearMonth");
    private static final String[] FRAMEWORKS = {
        "jakarta..", "io.quarkus..", "io.vertx..", "io.smallrye..", "org.hibernate..", "org.eclipse.microprofile..",
        "com.fasterxml..", "java.sql..", "javax.sql..", "java.net..", "java.nio.file..", "org.jboss.."
    };

    private final String basePackage;
    private final JavaClasses classes;

    private ArchitectureRules(String basePackage, JavaClasses classes) {
        this.basePackage = basePackage;
        this.classes = classes;
    }

    /** The main classes below that package. */
    public static ArchitectureRules of(String basePackage) {
        return new ArchitectureRules(
                basePackage,
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(basePackage));
    }

    /** For the rules' own tests, whose bad examples are test classes. */
    static ArchitectureRules ofFixture(String basePackage) {
        return new ArchitectureRules(basePackage, new ClassFileImporter().importPackages(basePackage));
    }

    /** Every rule that needs no further argument. */
    public void all() {
        timeComesFromTheClock();
        featuresDoNotGoInCircles();
        entitiesStayHome();
        resourcesHaveNoTransactions();
        noOtherServiceIsImported();
        injectionIsByConstructor();
    }

    /** Nobody asks the machine what time it is; a {@code Clock} is injected. */
    public void timeComesFromTheClock() {
        check(classes().that().resideInAPackage(basePackage + "..").should(notAskTheMachineForTheTime()));
    }

    /** These packages (below the base package, such as {@code "slot.engine"}) know no framework, no database, no clock. */
    public void isPure(String... packages) {
        for (String pure : packages) {
            check(noClasses()
                    .that()
                    .resideInAPackage(basePackage + "." + pure)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(FRAMEWORKS))
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(java.time.Clock.class)
                    .as(basePackage + "." + pure + " is pure"));
        }
    }

    /** Features depend on one another in one direction. */
    public void featuresDoNotGoInCircles() {
        check(slices().matching(basePackage + ".(*)..").should().beFreeOfCycles());
    }

    /** Entities are not public, so no other package and no resource can hand them out. */
    public void entitiesStayHome() {
        check(classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should(beUsedInTheirPackageOnly())
                .as("Entities are used in their package only"));
    }

    /** Transactions sit on services and handlers. */
    public void resourcesHaveNoTransactions() {
        String transactional = "jakarta.transaction.Transactional";
        check(noClasses()
                .that()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should()
                .beAnnotatedWith(transactional)
                .as("Resources carry no transactions"));
        check(methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should()
                .notBeAnnotatedWith(transactional)
                .as("Methods of resources carry no transactions"));
    }

    /** Services talk by HTTP and events, never by classes. */
    public void noOtherServiceIsImported() {
        String[] others = SERVICES.stream()
                .map(service -> "org.kneadwell." + service)
                .filter(service -> !basePackage.equals(service) && !basePackage.startsWith(service + "."))
                .map(service -> service + "..")
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(basePackage + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(others).and(not(resideInAPackage(basePackage + ".."))))
                .as("No other service is imported"));
    }

    /** Constructor injection only. */
    public void injectionIsByConstructor() {
        check(com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(basePackage + "..")
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .as("Injection is by constructor"));
    }

    /** Methods of resources are public; a package-private one is silently a 404. */
    public void resourceMethodsArePublic() {
        check(methods()
                .that(new com.tngtech.archunit.base.DescribedPredicate<JavaMethod>("are JAX-RS methods") {
                    @Override
                    public boolean test(JavaMethod method) {
                        return method.getAnnotations().stream()
                                .anyMatch(a -> a.getRawType().isAnnotatedWith("jakarta.ws.rs.HttpMethod"));
                    }
                })
                .should()
                .bePublic());
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(classes);
    }

    private static ArchCondition<JavaClass> notAskTheMachineForTheTime() {
        return new ArchCondition<>("take the time from an injected Clock") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnitCallsFromSelf().stream()
                        .filter(ArchitectureRules::asksTheMachine)
                        .forEach(call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
                type.getCodeUnitReferencesFromSelf().stream()
                        .filter(ArchitectureRules::asksTheMachine)
                        .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
            }
        };
    }

    private static boolean asksTheMachine(JavaAccess<? extends CodeUnitAccessTarget> access) {
        String owner = access.getTargetOwner().getName();
        CodeUnitAccessTarget target = access.getTarget();
        return switch (owner) {
            case "java.time.Clock" -> target.getName().startsWith("system");
            case "java.lang.System" -> target.getName().equals("currentTimeMillis");
            case "java.util.Date" ->
                target.getName().equals("<init>")
                        && target.getRawParameterTypes().isEmpty();
            default ->
                TIME.contains(owner)
                        && target.getName().equals("now")
                        && target.getRawParameterTypes().stream()
                                .noneMatch(parameter -> parameter.getName().equals("java.time.Clock"));
        };
    }

    private static ArchCondition<JavaClass> beUsedInTheirPackageOnly() {
        return new ArchCondition<>("be used in their package only") {
            @Override
            public void check(JavaClass entity, ConditionEvents events) {
                if (entity.getModifiers().contains(JavaModifier.PUBLIC)) {
                    events.add(SimpleConditionEvent.violated(entity, entity.getName() + " is public"));
                }
                entity.getDirectDependenciesToSelf().stream()
                        .filter(use -> !use.getOriginClass().getPackageName().equals(entity.getPackageName()))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
            }
        };
    }
}
