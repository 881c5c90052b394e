package io.imbridge.testkit;

/**
 * Whether the files that are made from the code are to be written anew, instead of being compared with what is checked
 * in: pages, schemas, AsyncAPI, listings. One command does it for all of them.
 */
public final class Generation {
    /** What to type. Failing tests name it. */
    public static final String COMMAND =
            "./mvnw test -Dtest=EventPagesTest,SentencesTest,ContractFilesTest,PackageDrawingTest -Dgenerate";

    private static final String WISH = System.getProperty("generate");

    private Generation() {}

    /** Whether {@code -Dgenerate} was given, with any value. */
    public static boolean isWanted() {
        return WISH != null;
    }

    /** Whether {@code -Dgenerate=release} was given: the schemas become the promise of their version, too. */
    public static boolean isOfRelease() {
        return "release".equals(WISH);
    }
}
