package io.github.supportops.copilot.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Where the database is.
 *
 * @param pooled whether the connections are of our own making and so kept by us
 * @param takesUser whether a user and a password may be given beside it
 * @param connections how many may be open unless the user says otherwise
 * @param source makes a source of connections with a user's name and password, as far as those are given
 */
record Address(boolean pooled, boolean takesUser, int connections, SourceFactory source) {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** One writes and the others read; more would only wait for the same disk. */
    private static final int SQLITE_CONNECTIONS = 4;

    private static final int POSTGRESQL_CONNECTIONS = 8;

    /** Bounds every wait for the server, in seconds, and keeps rows out of its error messages; an address may say else. */
    private static final Map<String, String> POSTGRESQL_SETTINGS = Map.of(
            "connectTimeout", "10",
            "socketTimeout", "60",
            "tcpKeepAlive", "true",
            "logServerErrorDetail", "false",
            "ApplicationName", "copilot-store");

    /** Makes a source of connections. */
    @FunctionalInterface
    interface SourceFactory {
        ConnectionSource with(Properties credentials);
    }

    static Address ofFile(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (absolute.toString().contains("?")) {
            throw new IllegalArgumentException(
                    "The path of an SQLite file must not have a question mark, behind which the driver reads settings: "
                            + absolute);
        }
        return new Address(true, false, SQLITE_CONNECTIONS, unused -> {
            create(absolute);
            return () -> DriverManager.getConnection(SQLITE + absolute);
        });
    }

    static Address ofUrl(String jdbcUrl) {
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        if (jdbcUrl.startsWith(POSTGRESQL)) {
            return new Address(true, true, POSTGRESQL_CONNECTIONS, credentials -> {
                Properties settings = new Properties();
                settings.putAll(POSTGRESQL_SETTINGS);
                settings.putAll(credentials);
                return () -> DriverManager.getConnection(jdbcUrl, settings);
            });
        }
        String file = jdbcUrl.startsWith(SQLITE) ? jdbcUrl.substring(SQLITE.length()) : "";
        if (file.isBlank() || file.startsWith(":") || file.startsWith("file:")) {
            throw new IllegalArgumentException(
                    "The address of a store starts with jdbc:postgresql: or is jdbc:sqlite: and the path of a file");
        }
        return ofFile(Path.of(file));
    }

    static Address ofSource(DataSource source) {
        return new Address(false, false, POSTGRESQL_CONNECTIONS, unused -> source::getConnection);
    }

    /** Made before SQLite would, since the file holds what customers wrote and is nobody else's business. */
    private static void create(Path file) {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException known) {
            // The usual case: the store was here before.
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot make the file of the store at " + file, failed);
        }
    }
}
