//! Business flows: what an organisation did, noted with the deed itself (source 4 §5).

mod list;
