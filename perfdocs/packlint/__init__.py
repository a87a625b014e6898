"""A form pack looked over for its maintainer: schemas, manifest and templates, before any clerk meets them."""
