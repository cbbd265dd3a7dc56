"""Small domains of other tools, made on the spot."""

from __future__ import annotations

import itertools

import numpy as np

from goodoffices.preferences import prepare, worth_of

DOMAIN = """<negotiation_template>
<utility_space number_of_issues="2">
<objective index="0" name="quay" type="objective" etype="objective" description="">
<issue index="1" name="Berths" type="discrete" etype="discrete" vtype="discrete">
<item index="1" value="none" description="as today"/>
<item index="2" value="two"/>
<item index="3" value="four"/>
</issue>
<issue index="2" name="Years" type="integer" etype="integer" vtype="integer">
<range lowerbound="1" upperbound="4"/>
</issue>
</objective>
</utility_space>
</negotiation_template>
"""

PROFILE = """<utility_space>
<objective index="0" name="quay" type="objective" etype="objective" description="">
<issue index="1" name="Berths" type="discrete" etype="discrete" vtype="discrete">
<item index="1" value="none" evaluation="0"/>
<item index="2" value="two" evaluation="3"/>
<item index="3" value="four" evaluation="4"/>
</issue>
<issue index="2" name="Years" type="integer" etype="integer" vtype="integer">
<evaluator ftype="linear" parameter0="-0.25" parameter1="0.25"/>
</issue>
<weight index="1" value="0.75"/>
<weight index="2" value="0.25"/>
</objective>
<reservation value="0.5"/>
</utility_space>
"""

SPACE = """issues:
- name: Berths
  type: CategoricalIssue
  values: [none, two, four]
- name: Years
  type: ContiguousIssue
  values: [1, 4]
name: quay
type: DiscreteCartesianOutcomeSpace
"""

FUNCTION = """name: Port
reserved_value: 1.5
type: LinearAdditiveUtilityFunction
bias: 0.5
values:
- mapping: {none: -1, two: 0, four: 3}
  type: TableFun
- {type: AffineFun, slope: -2, bias: 1}
weights: [2, 1]
"""

TABLE = """kind,rule,issue,option,party,score
,,Berths,none,Port,0
,,Berths,two,Port,30
,,Berths,four,Port,45
,,Years,one,Port,-5
,,Years,two,Port,55
,,Berths,none,Town,20
,,Berths,two,Town,10
,,Berths,four,Town,0
,,Years,one,Town,80
,,Years,two,Town,0
minimum,,,,Port,40
minimum,,,,Town,15.5
veto,,Berths,four,Town,
exclude,1,Berths,two,,
exclude,1,Years,one,,
"""


def utilities(case):
    """Return all packages as option indices, their utilities by party, and the floors."""
    draws = prepare(case).modal()
    sizes = [range(len(options)) for options in draws.structure.options]
    packages = np.array(list(itertools.product(*sizes)))
    worth = worth_of(draws.worth, draws.bonus, draws.structure, packages)[0]
    parties = draws.structure.parties
    floors = dict(zip(parties, draws.floor[0].tolist(), strict=True))
    return packages, dict(zip(parties, worth, strict=True)), floors


def acceptable(case):
    """Return which packages no rule, no red line and no floor forbids."""
    draws = prepare(case).modal()
    fixed = draws.structure
    packages, worth, floors = utilities(case)
    fine = np.ones(len(packages), dtype=bool)
    for rule in fixed.rules:
        hit = np.ones(len(packages), dtype=bool)
        for i, options in rule.terms:
            hit &= np.isin(packages[:, i], options)
        fine &= ~hit
    for p in fixed.full:
        fine &= worth[fixed.parties[p]] >= floors[fixed.parties[p]] - 1e-9
        for i in range(packages.shape[1]):
            fine &= ~draws.red[0, p, i, packages[:, i]]
    return packages, fine
