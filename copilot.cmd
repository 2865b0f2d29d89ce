@echo off
rem Runs the program from a checkout: builds it when it is missing. After changing the sources, delete the jar.
rem COPILOT_JAVA_OPTIONS adds options for the Java machine, for example -Xmx256m.
setlocal
set "HOME_DIR=%~dp0"
set "JAR=%HOME_DIR%copilot-app\target\copilot.jar"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%JAR%" goto run
echo copilot: building the program (a minute or so the first time) ... 1>&2
pushd "%HOME_DIR%"
call mvnw.cmd -B -ntp -q -pl copilot-app -am -Dmaven.test.skip=true -Dspotless.check.skip=true package 1>&2
set "BUILD=%ERRORLEVEL%"
popd
if not "%BUILD%"=="0" exit /b 4
:run
"%JAVA%" -XX:+UseSerialGC %COPILOT_JAVA_OPTIONS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
