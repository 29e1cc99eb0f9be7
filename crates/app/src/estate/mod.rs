//! Communities, buildings and units.

mod list_communities;
