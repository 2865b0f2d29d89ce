package io.github.supportops.copilot.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the house: a star around core, and walls that hold. */
class ArchitectureTest {
    private static final String ROOT = "io.github.supportops.copilot";
    private static final Set<String> ROUND_CORE = Set.of("csv", "local", "store", "helpdesk", "eval", "testkit");
    private static final Set<String> SEE_SEVERAL = Set.of("app", "examples");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyModuleIsLookedAt() {
        assertThat(HOUSE.stream().map(ArchitectureTest::module))
                .contains("core", "csv", "local", "eval", "store", "helpdesk", "testkit", "app");
    }

    @Test
    void modulesOfTheMiddleRowKnowCoreOnly() {
        classes()
                .that(describe("are in a module of the middle row", type -> ROUND_CORE.contains(module(type))))
                .should(dependOnOwnModuleAndCoreOnly())
                .check(HOUSE);
    }

    @Test
    void coreKnowsNoOtherModule() {
        classes().that(areInCore()).should(dependOnOwnModuleAndCoreOnly()).check(HOUSE);
    }

    @Test
    void coreNeedsJacksonAndSlf4jAndNothingElse() {
        classes()
                .that(areInCore())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "..",
                        "java..",
                        "javax.net.ssl..",
                        "com.fasterxml.jackson..",
                        "org.slf4j..",
                        "org.jspecify.annotations..")
                .check(HOUSE);
    }

    @Test
    void internalPackagesAreUsedInTheirOwnModuleOnly() {
        classes().should(useNoInternalsOfOtherModules()).check(HOUSE);
    }

    @Test
    void publicSignaturesNameNoJacksonType() {
        classes()
                .that(areInCore().or(describe("are in a module around it", type -> ROUND_CORE.contains(module(type)))))
                .and(describe("are exported", type -> !type.getPackageName().contains(".internal")))
                .should(nameNoJacksonType())
                .check(HOUSE);
    }

    @Test
    void nobodyPrintsOrStopsTheProcessButTheProgram() {
        noClasses()
                .that(describe("are library classes", type -> !SEE_SEVERAL.contains(module(type))))
                .and()
                .resideOutsideOfPackage("..training..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(HOUSE);
    }

    @Test
    void noPackageLivesInTwoModules() {
        Map<String, Set<String>> homes = new TreeMap<>();
        for (JavaClass type : HOUSE) {
            String source = type.getSource().orElseThrow().getUri().toString();
            String home = source.substring(0, source.indexOf(ROOT.replace('.', '/')));
            homes.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                    .add(home);
        }

        assertThat(homes)
                .hasSizeGreaterThan(5)
                .allSatisfy((name, places) -> assertThat(places).as(name).hasSize(1));
    }

    private static DescribedPredicate<JavaClass> areInCore() {
        return describe("are in core", type -> module(type).equals("core"));
    }

    /** The first part of the package behind the root names the module, unless it is one of core's rooms. */
    private static String module(JavaClass type) {
        String name = type.getPackageName();
        String first =
                name.substring(Math.min(name.length(), ROOT.length() + 1)).split("\\.", 2)[0];
        return ROUND_CORE.contains(first) || SEE_SEVERAL.contains(first) ? first : "core";
    }

    private static ArchCondition<JavaClass> dependOnOwnModuleAndCoreOnly() {
        return allow(
                "depend on their own module and core only",
                (type, target) ->
                        module(target).equals(module(type)) || module(target).equals("core"));
    }

    private static ArchCondition<JavaClass> useNoInternalsOfOtherModules() {
        return allow(
                "use no internal package of another module",
                (type, target) -> module(target).equals(module(type))
                        || !target.getPackageName().contains(".internal"));
    }

    /** Looks at every use of a class of this house by another. */
    private static ArchCondition<JavaClass> allow(String description, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith(ROOT)) {
                        events.add(new SimpleConditionEvent(
                                type, allowed.test(type, target), dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> nameNoJacksonType() {
        return new ArchCondition<>("name no Jackson type in public signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isVisible(type)) {
                    return;
                }
                type.getMembers().stream()
                        .filter(ArchitectureTest::isVisible)
                        .forEach(member -> signature(member)
                                .forEach(part -> events.add(new SimpleConditionEvent(
                                        type,
                                        !part.getPackageName().startsWith("com.fasterxml"),
                                        member.getFullName() + " names " + part.getName()))));
            }
        };
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream();
        }
        JavaCodeUnit method = (JavaCodeUnit) member;
        return Stream.concat(
                        Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream()),
                        List.copyOf(method.getExceptionTypes()).stream())
                .flatMap(part -> part.getAllInvolvedRawTypes().stream());
    }
}
