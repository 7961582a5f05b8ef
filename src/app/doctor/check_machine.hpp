#pragma once

#include <cstdint>

#include "app/doctor/finding.hpp"
#include "app/settings.hpp"

namespace burner::app {

/// Looks at the disk of the data directory, the clock, the files that a process may have open, and the address that
/// the server listens on.
Findings check_machine(const Settings& settings);

/// Judges how many bytes are free where the data lives. A full disk stops everything that must be durable.
Finding judge_disk(std::uint64_t free_bytes);
/// Judges whether the machine's clock is kept right by something (NTP).
Finding judge_clock(bool is_synchronised);
/// Judges how many files a process may open at most.
Finding judge_open_files(std::uint64_t allowed, std::size_t connections);
/// Judges who can reach the address, and whether what they say is encrypted.
Finding judge_address(const Settings& settings);

}  // namespace burner::app
