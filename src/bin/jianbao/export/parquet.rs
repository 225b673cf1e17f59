//! Tables as Parquet, column by column, compressed with Snappy.

use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use jianbao::day::Day;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::table::{Cell, Column, Kind, Table};

/// Bytes of text, and rows, that are gathered before they are written as a group.
const GROUP: (usize, usize) = (32 << 20, 100_000);

/// Writes one table.
pub(super) struct Sheet<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Gathered>,
    n_rows: usize,
    n_bytes: usize,
}

/// Values of one column, and whether (or, for a list, how) each row has them.
struct Gathered {
    is_optional: bool,
    values: Values,
    defined: Vec<i16>,
    repeated: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Texts(Vec<ByteArray>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Day(Vec<i32>),
    Flag(Vec<bool>),
}

impl<W: Write + Send> Sheet<W> {
    pub(super) fn new(out: W, table: Table) -> Result<Sheet<W>> {
        let fields: String = table.columns().map(field).collect();
        let schema = parse_message_type(&format!("message {} {{ {fields}}}", table.name))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("jianbao ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        let columns = table.columns().map(Gathered::new).collect();
        Ok(Sheet { writer, columns, n_rows: 0, n_bytes: 0 })
    }

    fn write_group(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column()? else { break };
            column.write(&mut writer)?;
            writer.close()?;
            column.clear();
        }
        group.close()?;
        (self.n_rows, self.n_bytes) = (0, 0);
        Ok(())
    }
}

impl<W: Write + Send> super::Sheet for Sheet<W> {
    fn add(&mut self, row: &[Cell<'_>]) -> Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            self.n_bytes += column.add(cell);
        }
        self.n_rows += 1;
        if self.n_bytes >= GROUP.0 || self.n_rows >= GROUP.1 { self.write_group() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        if self.n_rows > 0 {
            self.write_group()?;
        }
        self.writer.into_inner()?.flush()?;
        Ok(())
    }
}

/// A column as the schema says it.
fn field(column: Column) -> String {
    let name = column.name;
    let must = if column.is_optional { "optional" } else { "required" };
    match column.kind {
        Kind::Text => format!("{must} binary {name} (STRING); "),
        Kind::Texts => {
            format!(
                "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }} "
            )
        }
        Kind::Whole => format!("{must} int64 {name}; "),
        Kind::Number => format!("{must} double {name}; "),
        Kind::Day => format!("{must} int32 {name} (DATE); "),
        Kind::Flag => format!("{must} boolean {name}; "),
    }
}

/// Days from 1970-01-01.
fn days(day: Day) -> i32 {
    Day::new(1970, 1, 1).map_or(0, |first| day.since(first))
}

impl Gathered {
    fn new(column: Column) -> Gathered {
        let values = match column.kind {
            Kind::Text => Values::Text(Vec::new()),
            Kind::Texts => Values::Texts(Vec::new()),
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
            Kind::Flag => Values::Flag(Vec::new()),
        };
        Gathered { is_optional: column.is_optional, values, defined: Vec::new(), repeated: Vec::new() }
    }

    /// Adds what a row has; gives its bytes.
    fn add(&mut self, cell: &Cell<'_>) -> usize {
        let mut n_bytes = 8;
        match (&mut self.values, cell) {
            (Values::Text(values), Cell::Text(text)) => {
                values.push(ByteArray::from(text.as_bytes().to_vec()));
                n_bytes += text.len();
            }
            (Values::Texts(values), Cell::Texts(texts)) => {
                for (index, text) in texts.iter().enumerate() {
                    values.push(ByteArray::from(text.as_bytes().to_vec()));
                    self.defined.push(1);
                    self.repeated.push(i16::from(index > 0));
                    n_bytes += text.len();
                }
                if texts.is_empty() {
                    self.defined.push(0);
                    self.repeated.push(0);
                }
                return n_bytes;
            }
            (Values::Whole(values), Cell::Whole(number)) => values.push(*number),
            (Values::Number(values), Cell::Number(number)) => values.push(*number),
            (Values::Day(values), Cell::Day(day)) => values.push(days(*day)),
            (Values::Flag(values), Cell::Flag(flag)) => values.push(*flag),
            _ => {
                self.defined.push(0);
                return n_bytes;
            }
        }
        self.defined.push(1);
        n_bytes
    }

    fn write(&self, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
        match &self.values {
            Values::Text(values) => self.write_as::<ByteArrayType>(writer, values),
            Values::Texts(values) => {
                let typed = writer.typed::<ByteArrayType>();
                typed.write_batch(values, Some(&self.defined), Some(&self.repeated))?;
                Ok(())
            }
            Values::Whole(values) => self.write_as::<Int64Type>(writer, values),
            Values::Number(values) => self.write_as::<DoubleType>(writer, values),
            Values::Day(values) => self.write_as::<Int32Type>(writer, values),
            Values::Flag(values) => self.write_as::<BoolType>(writer, values),
        }
    }

    fn write_as<T: DataType>(&self, writer: &mut SerializedColumnWriter<'_>, values: &[T::T]) -> Result<()> {
        let defined = self.is_optional.then_some(self.defined.as_slice());
        writer.typed::<T>().write_batch(values, defined, None)?;
        Ok(())
    }

    fn clear(&mut self) {
        self.defined.clear();
        self.repeated.clear();
        match &mut self.values {
            Values::Text(values) | Values::Texts(values) => values.clear(),
            Values::Whole(values) => values.clear(),
            Values::Number(values) => values.clear(),
            Values::Day(values) => values.clear(),
            Values::Flag(values) => values.clear(),
        }
    }
}
