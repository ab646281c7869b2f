"""What an auditor would stumble over in a workbook before it goes out."""
