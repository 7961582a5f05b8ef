#include "storage/statement.hpp"

#include <algorithm>

namespace burner::storage {

Statement::~Statement() {
    if (prepared_ != nullptr) prepared_->reset();
}

Statement& Statement::bind(std::int64_t value) {
    if (prepared_ != nullptr) prepared_->bind_integer(++bound_, value);
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    if (prepared_ != nullptr) prepared_->bind_text(++bound_, text);
    return *this;
}

Statement& Statement::bind(base::ByteView blob) {
    if (prepared_ != nullptr) prepared_->bind_blob(++bound_, blob);
    return *this;
}

Statement& Statement::bind(base::UnixTime time) {
    return bind(std::int64_t{time.time_since_epoch().count()});
}

Statement& Statement::bind(std::nullopt_t) {
    if (prepared_ != nullptr) prepared_->bind_null(++bound_);
    return *this;
}

void Statement::run() {
    if (prepared_ != nullptr) prepared_->run();
}

base::Bytes Statement::blob(int column) const {
    const base::ByteView bytes = prepared_->bytes(column);
    return {bytes.begin(), bytes.end()};
}

bool Statement::read_blob(int column, std::span<std::uint8_t> out) const {
    const base::ByteView bytes = prepared_->bytes(column);
    if (bytes.size() != out.size()) return false;
    std::ranges::copy(bytes, out.begin());
    return true;
}

std::optional<base::UnixTime> Statement::optional_time(int column) const {
    if (is_null(column)) return std::nullopt;
    return time(column);
}

}  // namespace burner::storage
