"""The words of Lamplit in other languages: what there is to translate, and made-up languages that show what is not."""
