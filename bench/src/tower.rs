//! The largest building of the specification, 60 floors × 40 rooms, and a draft in which all of it takes part.

use crate::server::{COMPANY, Drafted, EMPTY, drafted, empty, import_shaped};
use crate::table::Shape;
use anju_tests::City;

const TOWER: Shape = Shape { entrances: 10, floors: 60, doors: 4 };

/// Its number of units.
pub(crate) const UNITS: usize = 2_400;

/// Builds it in the demo city's community without units.
pub(crate) async fn build(city: &City) -> Drafted {
    import_shaped(city, UNITS, 80, &TOWER, &["--community", EMPTY]);
    let desk = city.desk(COMPANY).await;
    drafted(&desk, &empty(&desk).await).await
}
