"""Results of test runners in XML: JUnit and its dialects, NUnit, xUnit, Visual Studio. One rule judges them all."""
