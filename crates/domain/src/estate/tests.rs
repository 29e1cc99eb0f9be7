use super::{Address, Cell, Column, FaultCode, Head, HeadError, Table, TableError, UnitKind, UnitState};
use super::{MAX_UNITS, parse_row, read_table};
use crate::area::AreaDm2;
use crate::money::Fen;

const HEADS: [&str; 16] = [
    "小区名称",
    "自然幢",
    "单元",
    "层",
    "房号",
    "建筑面积(㎡)",
    "房屋性质",
    "销售状态",
    "业主姓名",
    "证件类型",
    "证件号码",
    "联系电话",
    "首次交存金额(元)",
    "当前余额(元)",
    "其中本金(元)",
    "其中利息(元)",
];

const GOOD: [&str; 16] = [
    "望京花园一区",
    "1号楼",
    "1",
    "1",
    "101",
    "98.99",
    "商品住宅",
    "已售",
    "万国嘉",
    "居民身份证",
    "110105198707018327",
    "13076752022",
    "19798",
    "1,454.20",
    "1385.86",
    "68.34",
];

fn row(texts: &[&str]) -> Vec<Cell> {
    texts.iter().map(|text| Cell::text(text)).collect()
}

fn head() -> Head {
    Head::read(&row(&HEADS)).expect("enough heads").expect("all needed columns")
}

/// The good row with one cell replaced.
fn with(column: Column, cell: Cell) -> Vec<Cell> {
    let mut cells = row(&GOOD);
    cells[head().position(column).expect("a column of the table")] = cell;
    cells
}

fn faults(cells: &[Cell]) -> Vec<(Column, &'static str)> {
    match parse_row(&head(), cells, "望京花园一区") {
        Ok(_) => Vec::new(),
        Err((_, faults)) => {
            assert!(!faults.is_empty(), "a refused row says why");
            faults.iter().map(|fault| (fault.column, fault.code.code())).collect()
        }
    }
}

fn table(rows: &[Vec<Cell>]) -> Result<Table, TableError> {
    read_table((1..).zip(rows.iter().cloned()), "望京花园一区")
}

#[test]
fn a_good_row_is_read_exactly() {
    let unit = parse_row(&head(), &row(&GOOD), "望京花园一区").expect("a good row");
    assert_eq!(unit.address.label(), "1号楼-1单元-101");
    assert_eq!(unit.area, AreaDm2(9_899));
    assert_eq!((unit.kind, unit.state), (UnitKind::CommodityHome, UnitState::Sold));
    assert_eq!(
        (unit.first_contribution, unit.principal, unit.interest),
        (Fen(1_979_800), Fen(138_586), Fen(6_834))
    );
    assert_eq!(unit.balance(), Fen(145_420));
    assert_eq!(unit.owners[0].name, "万国嘉");
    assert_eq!(unit.owners[0].masked_id_number(), "110105********8327");
    assert_eq!(unit.owners[0].masked_phone(), "130****2022");
}

#[test]
fn each_fault_of_a_cell_has_its_column_and_code() {
    let text = |text: &str| Cell::text(text);
    let cases = [
        (Column::Area, text("89.50㎡"), None),
        (Column::Area, text("  72.35㎡ "), None),
        (Column::Area, text("１１２．３"), None),
        (Column::Area, Cell::Number("98.99".to_owned()), None),
        (Column::Area, text("0"), Some("area.zero")),
        (Column::Area, Cell::Number("-3".to_owned()), Some("area.sign")),
        (Column::Area, Cell::Empty, Some("cell.missing")),
        (Column::Area, Cell::Number("89.505".to_owned()), Some("area.too_many_decimals")),
        (Column::Area, text("八十九"), Some("area.not_a_number")),
        (Column::Room, text("１０１"), None),
        (Column::Room, Cell::Number("101".to_owned()), None),
        (Column::Room, Cell::Date, Some("cell.date")),
        (Column::Room, Cell::Empty, Some("cell.missing")),
        (Column::Room, text("1\n2"), Some("cell.control")),
        (Column::Room, text("=101"), Some("cell.formula")),
        (Column::Building, Cell::Empty, Some("cell.missing")),
        (Column::Floor, text("-1"), None),
        (Column::Balance, text("1,454.20"), None),
        (Column::Balance, text("1,4542.0"), Some("money.grouping")),
        (Column::Balance, text("-1"), Some("money.sign")),
        (Column::Balance, text("1454.21"), Some("balance.differs")),
        (Column::Principal, text("1385.865"), Some("money.too_many_decimals")),
        (Column::Interest, Cell::Formula, Some("cell.formula")),
        (Column::Kind, text("别墅?"), Some("cell.unknown_word")),
        (Column::Kind, text("售后公有住房"), None),
        (Column::State, text("出租"), Some("cell.unknown_word")),
        (Column::State, text("不参与"), Some("cell.missing")),
        (Column::OwnerName, Cell::Formula, Some("cell.formula")),
        (Column::OwnerName, text("＝HYPERLINK(1)"), Some("cell.formula")),
        (Column::OwnerName, text("@SUM(A1)"), Some("cell.formula")),
        (Column::OwnerName, Cell::Boolean, Some("cell.boolean")),
        (Column::OwnerName, Cell::Error, Some("cell.error")),
        (Column::OwnerName, text("张三1"), Some("person_name.characters")),
        (Column::OwnerName, text("阿卜杜热西提•买买提"), None),
        (Column::OwnerName, text("李𣲘"), None),
        (Column::IdKind, text("学生证"), Some("cell.unknown_word")),
        (Column::IdNumber, text("110105198707018328"), Some("id_number.check_digit")),
        (Column::IdNumber, Cell::Number("110105000000000000".to_owned()), Some("id_number.as_number")),
        (Column::IdNumber, text("1.10105E+17"), Some("id_number.as_number")),
        (Column::IdNumber, Cell::Empty, Some("cell.missing")),
        (Column::IdNumber, text("110105198707018327、110105197501089467"), Some("owner.count_differs")),
        (Column::Phone, Cell::Empty, None),
        (Column::Phone, text("+8613076752022"), None),
        (Column::Phone, text("1307675202"), Some("phone.mobile")),
        (Column::Community, text("槐柏树街南里"), Some("community.other")),
        (Column::Community, Cell::Empty, None),
    ];
    for (column, cell, code) in cases {
        let found = faults(&with(column, cell.clone()));
        let column = if code == Some("cell.missing") && column == Column::State {
            Column::ExcludedReason
        } else {
            column
        };
        let expected: Vec<_> = code.map(|code| (column, code)).into_iter().collect();
        assert_eq!(found, expected, "{column:?} {cell:?}");
    }
}

#[test]
fn every_fault_of_a_row_is_named_at_once() {
    let mut cells = with(Column::Area, Cell::Empty);
    cells[10] = Cell::text("110105198707018328");
    cells[13] = Cell::text("-1");
    let expected = [
        (Column::Area, "cell.missing"),
        (Column::IdNumber, "id_number.check_digit"),
        (Column::Balance, "money.sign"),
    ];
    assert_eq!(faults(&cells), expected);
}

#[test]
fn an_unsold_unit_needs_no_owner_but_takes_no_formula() {
    let mut cells = with(Column::State, Cell::text("未售"));
    cells[8..12].fill(Cell::Empty);
    assert_eq!(faults(&cells), []);
    cells[8] = Cell::Formula;
    assert_eq!(faults(&cells), [(Column::OwnerName, "cell.formula")]);
}

#[test]
fn co_owners_stand_in_one_cell() {
    let mut cells = with(Column::OwnerName, Cell::text("万国嘉、杜博"));
    cells[10] = Cell::text("110105198707018327、110105197501089467");
    let unit = parse_row(&head(), &cells, "望京花园一区").expect("two owners");
    let names: Vec<&str> = unit.owners.iter().map(|owner| owner.name.as_str()).collect();
    assert_eq!(names, ["万国嘉", "杜博"]);
    assert_eq!(unit.owners[1].phone, None);
}

#[test]
fn heads_are_known_by_their_synonyms() {
    let cases = [
        ("单元", Some(Column::Entrance)),
        ("楼　号", Some(Column::Building)),
        ("*建筑面积（平方米）", Some(Column::Area)),
        ("面积㎡", Some(Column::Area)),
        ("余额 元", Some(Column::Balance)),
        ("身份证号", Some(Column::IdNumber)),
        ("备注", None),
    ];
    for (text, column) in cases {
        assert_eq!(Column::from_head(text), column, "{text}");
    }
    for column in Column::ALL {
        assert_eq!(Column::from_head(column.label()), Some(column));
    }
}

#[test]
fn titles_notes_empty_rows_and_totals_are_no_units() {
    let rows = [
        row(&["望京花园一区房屋台账"]),
        row(&["制表单位：某某物业", "", "", "制表日期：2026年9月30日"]),
        row(&HEADS),
        row(&GOOD),
        vec![],
        with(Column::Room, Cell::text("102")),
        row(&["合 计", "", "", "", "", "197.98"]),
        vec![Cell::Empty],
    ];
    let table = table(&rows).expect("a unit table");
    assert_eq!((table.head_row_number, table.empty_rows, table.total_rows), (3, 1, 1));
    let numbers: Vec<usize> = table.good.iter().map(|row| row.row_number).collect();
    assert_eq!(numbers, [4, 6]);
}

#[test]
fn the_same_unit_in_another_spelling_is_a_duplicate() {
    let rows = [row(&HEADS), row(&GOOD), with(Column::Room, Cell::text(" １０１"))];
    let table = table(&rows).expect("a unit table");
    assert_eq!(table.good.len(), 1);
    let bad = &table.bad[0];
    assert_eq!(bad.row_number, 3);
    assert_eq!(bad.faults[0].code, FaultCode::Duplicate { earlier_row: 2 });
    assert_eq!(bad.address.as_ref().map(Address::label).as_deref(), Some("1号楼-1单元-101"));
}

#[test]
fn a_file_that_is_no_unit_table_says_why() {
    assert_eq!(table(&[row(&["姓名", "电话"])]), Err(TableError::Head(HeadError::NotFound)));
    let without_area: Vec<&str> = HEADS.into_iter().filter(|head| !head.contains("面积")).collect();
    let missing = TableError::Head(HeadError::Missing(vec![Column::Area]));
    assert_eq!(table(&[row(&without_area)]), Err(missing));
    let mut twice = HEADS.to_vec();
    twice.push("房间号");
    assert_eq!(table(&[row(&twice)]), Err(TableError::Head(HeadError::Repeated(Column::Room))));
    assert_eq!(table(&[row(&HEADS)]), Err(TableError::NoUnits));
}

#[test]
fn a_table_has_at_most_as_many_units_as_a_community() {
    let rows = std::iter::once(row(&HEADS)).chain(std::iter::repeat_n(row(&["望京花园一区"]), MAX_UNITS + 1));
    let read = read_table((1..).zip(rows), "望京花园一区");
    assert_eq!(read, Err(TableError::TooManyUnits));
}
