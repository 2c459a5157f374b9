#include "engine/parse/origin.h"

#include <doctest/doctest.h>
