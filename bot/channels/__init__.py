"""The channels: each turns what a platform brings into `Message`, and a `Reply` into the platform's form."""
