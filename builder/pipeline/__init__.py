"""From a folder to problems and pages, and what is kept between runs."""
