package io.github.supportops.copilot.store;

import io.github.supportops.copilot.store.StoreException.Kind;
import java.sql.SQLException;

/** Says what a failure of the database means, and keeps what its message may quote of the data out of ours. */
final class SqlFailures {
    private static final int SQLITE_PERMISSION = 3;
    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_READ_ONLY = 8;
    private static final int SQLITE_IO_ERROR = 10;
    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_CANNOT_OPEN = 14;
    private static final int SQLITE_NOT_A_DATABASE = 26;

    private SqlFailures() {}

    static StoreException translated(String what, SQLException failure) {
        Kind kind = kind(failure);
        String code = failure.getSQLState() == null
                ? "SQLite error " + failure.getErrorCode()
                : "SQLSTATE " + failure.getSQLState();
        // A refusal of data may quote the data, ticket text included, so it does not travel along as the cause.
        SQLException cause = kind == Kind.DATA ? null : failure;
        return new StoreException(kind, "The store could not " + what + " (" + code + "); " + advice(kind), cause);
    }

    static Kind kind(SQLException failure) {
        return failure.getSQLState() == null ? sqliteKind(failure.getErrorCode()) : standardKind(failure.getSQLState());
    }

    private static Kind sqliteKind(int code) {
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED -> Kind.BUSY;
            case SQLITE_IO_ERROR, SQLITE_FULL -> Kind.UNAVAILABLE;
            case SQLITE_PERMISSION, SQLITE_READ_ONLY, SQLITE_CORRUPT, SQLITE_CANNOT_OPEN, SQLITE_NOT_A_DATABASE ->
                Kind.SETUP;
            default -> Kind.DATA;
        };
    }

    private static Kind standardKind(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "40", "53", "55" -> Kind.BUSY;
            case "08", "57", "58" -> Kind.UNAVAILABLE;
            case "28", "3D", "3F", "42", "0A" -> Kind.SETUP;
            default -> Kind.DATA;
        };
    }

    /** {@return whether the same transaction may well pass when it is run again at once} */
    static boolean worthAnotherTry(SQLException failure) {
        return "40001".equals(failure.getSQLState()) || "40P01".equals(failure.getSQLState());
    }

    /** {@return whether the connection is of no more use} */
    static boolean breaksConnection(SQLException failure) {
        return kind(failure) == Kind.UNAVAILABLE;
    }

    private static String advice(Kind kind) {
        return switch (kind) {
            case BUSY -> "others are using it, so try again";
            case UNAVAILABLE -> "check that the database runs and its disk has room, then try again";
            case SETUP -> "check its address, user, rights and tables";
            case DATA -> "the database refused or cannot give the data";
        };
    }
}
