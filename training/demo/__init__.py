"""The demo: a training body at every stage of life, made by the product's own actions."""
